type Entry = { readonly mark: "filled" | "hollow" | "quiet"; readonly text: string };

/** What the three kinds of dots mean. */
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
