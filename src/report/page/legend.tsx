type Entry = { readonly mark: "filled" | "hollow" | "quiet" | "stroke"; readonly text: string };

/** What the marks of a drawing mean. */
export function DotLegend({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <ul class="legend">
      {entries.map(({ mark, text }) => (
        <li key={mark}>
          <span class={`dot ${mark}`} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
