import type { Verdict } from "../../domain/verdict.ts";
import type { Names } from "./names.ts";

/** The passages of documents that stand behind the panelists of these verdicts. */
export function PanelEvidence({
  verdicts,
  names,
}: {
  readonly verdicts: readonly Verdict[];
  readonly names: Names;
}) {
  const quotes = new Map(
    verdicts.flatMap((verdict) => verdict.evidence.map((evidence) => [JSON.stringify(evidence), evidence])),
  );
  if (quotes.size === 0) return null;
  return (
    <section>
      <h4>Documents behind the panelists</h4>
      {[...quotes].map(([key, { persona, document, page, quote }]) => (
        <blockquote key={key}>
          <p class="quote" dir="auto">
            {quote}
          </p>
          <footer>
            <bdi>{document}</bdi>
            {page === null ? "" : `, page ${page}`}; behind <bdi>{names(persona, null)}</bdi>
          </footer>
        </blockquote>
      ))}
    </section>
  );
}
