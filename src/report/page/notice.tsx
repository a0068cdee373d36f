const CLAUSE_END = /[:.;]\s/;

/** What must be said beside the headline: its first clause, and the rest folded. */
export function Notice({ text }: { readonly text: string }) {
  const at = text.search(CLAUSE_END);
  if (at < 0)
    return (
      <p class="notice">
        <bdi>{text}</bdi>
      </p>
    );
  return (
    <details class="notice">
      <summary>
        <bdi>{text.slice(0, at)}</bdi>
      </summary>
      <p>
        <bdi>{text.slice(at + 1).trim()}</bdi>
      </p>
    </details>
  );
}
