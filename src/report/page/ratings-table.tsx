import { formatRating } from "../format-number.ts";
import type { RatingCell, RatingLine } from "../item-detail.ts";
import type { Names } from "./names.ts";

const MAX_LISTED = 12;

/** `3×40, 4×60`, where the replicates are too many to list. */
function tally(cells: readonly RatingCell[]): string {
  const counts = new Map<string, number>();
  for (const [, rating] of cells) counts.set(String(rating), (counts.get(String(rating)) ?? 0) + 1);
  return [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .map(([rating, count]) => `${rating}×${count}`)
    .join(", ");
}

function Cells({ cells }: { readonly cells: readonly RatingCell[] }) {
  if (cells.length > MAX_LISTED) return <>{tally(cells)}</>;
  return (
    <>
      {cells.map(([replicate, rating]) =>
        typeof rating === "number" ? (
          <span class="rating" key={replicate}>
            {formatRating(rating)}
          </span>
        ) : (
          <span class="rating" key={replicate}>
            <span aria-hidden="true">–</span>
            <span class="unseen">{rating}</span>
          </span>
        ),
      )}
    </>
  );
}

/** Why ratings are absent, counted. */
function absences(lines: readonly RatingLine[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const line of lines)
    for (const [, rating] of [...line.before, ...line.after])
      if (typeof rating === "string") counts.set(rating, (counts.get(rating) ?? 0) + 1);
  return [...counts];
}

type Props = { readonly lines: readonly RatingLine[]; readonly names: Names };

/** Every panelist's ratings, replicate by replicate, before and after discussion. */
export function RatingsTable({ lines, names }: Props) {
  const dimensions = [...new Set(lines.map((line) => line.dimension))];
  const raters = [...Map.groupBy(lines, (line) => line.rater)];
  const hasAfter = lines.some((line) => line.after.length > 0);
  const gaps = absences(lines);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="scroll" tabIndex={0} aria-label="Ratings of every panelist">
        <table class="ratings">
          <thead>
            <tr>
              <th scope="col" rowSpan={hasAfter ? 2 : 1}>
                panelist
              </th>
              {dimensions.map((dimension) => (
                <th key={dimension} scope="colgroup" colSpan={hasAfter ? 2 : 1}>
                  <bdi>{dimension}</bdi>
                </th>
              ))}
            </tr>
            {hasAfter && (
              <tr>
                {dimensions.flatMap((dimension) => [
                  <th key={`${dimension} before`} scope="col">
                    before
                  </th>,
                  <th key={`${dimension} after`} scope="col">
                    after
                  </th>,
                ])}
              </tr>
            )}
          </thead>
          <tbody>
            {raters.map(([rater, ofRater]) => (
              <tr key={rater}>
                <th scope="row">
                  <bdi>{names(rater, ofRater[0]?.set ?? null)}</bdi>
                  {ofRater[0]?.stakeholder && (
                    <span class="note">
                      {" "}
                      <bdi>{ofRater[0].stakeholder}</bdi>
                    </span>
                  )}
                </th>
                {dimensions.flatMap((dimension) => {
                  const line = ofRater.find((candidate) => candidate.dimension === dimension);
                  const before = (
                    <td key={`${dimension} before`}>
                      <Cells cells={line?.before ?? []} />
                    </td>
                  );
                  if (!hasAfter) return [before];
                  return [
                    before,
                    <td key={`${dimension} after`}>
                      <Cells cells={line?.after ?? []} />
                    </td>,
                  ];
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="note">
        One number for each replicate, in order.
        {gaps.length > 0 &&
          ` – is a rating that is absent: ${gaps.map(([why, count]) => `${count} ${why}`).join(", ")}.`}
      </p>
    </>
  );
}
