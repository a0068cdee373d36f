import { useState } from "preact/hooks";
import type { RatingLine } from "../item-detail.ts";
import { Choice } from "./choice.tsx";
import type { Names } from "./names.ts";
import { RatingsTable } from "./ratings-table.tsx";

/** The ratings of one panel on an item, by persona set and framing. */
export function PanelRatings({
  lines,
  names,
}: {
  readonly lines: readonly RatingLine[];
  readonly names: Names;
}) {
  const [chosen, choose] = useState("");
  const panels = Map.groupBy(lines, (line) =>
    [...(line.set === null ? [] : [line.set]), ...(line.framing === "plain" ? [] : [line.framing])].join(
      " · ",
    ),
  );
  const shown = panels.get(chosen) ?? [...panels.values()][0] ?? [];
  const current = panels.has(chosen) ? chosen : ([...panels.keys()][0] ?? "");
  if (shown.length === 0) return <p class="note">No rating of this panel on this item is recorded.</p>;
  return (
    <>
      <div class="controls">
        <Choice
          label={lines.some((line) => line.framing !== "plain") ? "Set and framing" : "Persona set"}
          value={current}
          options={[...panels.keys()].map((key) => [key, key === "" ? "plain" : key])}
          onChange={choose}
        />
      </div>
      <RatingsTable lines={shown} names={names} />
    </>
  );
}
