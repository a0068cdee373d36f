import { useState } from "preact/hooks";
import type { Debate } from "../../domain/debate.ts";
import type { ItemDebates } from "../item-detail.ts";
import type { ItemEntry } from "../report-data.ts";
import { Choice } from "./choice.tsx";
import { DebateView } from "./debate-view.tsx";
import type { Names } from "./names.ts";

function debateTitle(debate: Debate): string {
  return [
    ...(debate.personaSet ? [debate.personaSet] : []),
    ...(debate.framing === "plain" ? [] : [debate.framing]),
    `replicate ${debate.replicate + 1}`,
  ].join(" · ");
}

type Props = {
  readonly entry: ItemEntry;
  /** Those of the chosen panel; null where the page left them out. */
  readonly debates: ItemDebates | null;
  readonly names: Names;
};

/** The debates of one panel on an item, one of them opened. */
export function PanelDebates({ entry, debates, names }: Props) {
  const [chosen, choose] = useState("");
  if (debates === null && entry.debateCount > 0)
    return (
      <p class="note">
        This page would be too large with the debates on this item; they stand in debates.jsonl.
      </p>
    );
  const debate = debates?.find(({ cell }) => cell === chosen) ?? debates?.[0];
  if (!debates || !debate) return <p class="note">No debate of this panel on this item is recorded.</p>;
  return (
    <>
      <div class="controls">
        <Choice
          label="Debate"
          value={debate.cell}
          options={debates.map((each) => [each.cell, debateTitle(each)])}
          onChange={choose}
        />
      </div>
      <DebateView key={debate.cell} debate={debate} debates={debates} names={names} />
    </>
  );
}
