import { useMemo, useState } from "preact/hooks";
import { conditionKey } from "../../domain/condition-key.ts";
import type { Condition } from "../../domain/verdict.ts";
import { sortByArm } from "../arm-order.ts";
import { conditionLabels, panelOf } from "../condition-label.ts";
import type { ItemDebates, ItemDetail } from "../item-detail.ts";
import type { ItemEntry } from "../report-data.ts";
import { Choice } from "./choice.tsx";
import { finalFirst } from "./final-first.ts";
import { MarkedText } from "./marked-text.tsx";
import { namesIn } from "./names.ts";
import { PanelDebates } from "./panel-debates.tsx";
import { PanelEvidence } from "./panel-evidence.tsx";
import { PanelRatings } from "./panel-ratings.tsx";
import { PanelVerdicts } from "./panel-verdicts.tsx";
import type { PageData } from "./unpack.ts";

type Props = {
  readonly data: PageData;
  readonly entry: ItemEntry;
  readonly hasDebates: boolean;
  readonly detail: ItemDetail;
  readonly debates: ItemDebates | null;
};

/** All that is known of an item, as one of its panels saw it. */
export function OpenedItem({ data, entry, hasDebates, detail, debates }: Props) {
  const panels = useMemo(() => {
    const all = [
      ...finalFirst(detail.verdicts).map((verdict) => panelOf(verdict.condition)),
      ...detail.ratings.map(panelOf),
    ];
    const distinct = new Map(all.map((panel) => [conditionKey(panel), panel]));
    return new Map(sortByArm([...distinct], ([, panel]) => panel.arm, data.kinds));
  }, [detail, data]);
  const label = conditionLabels([...panels.values()]);
  const names = useMemo(() => namesIn(data.sets), [data]);
  const [chosen, choose] = useState([...panels.keys()][0] ?? "");
  const isOfPanel = (panel: Condition): boolean => conditionKey(panel) === chosen;

  const verdicts = detail.verdicts.filter((verdict) => isOfPanel(panelOf(verdict.condition)));
  const lines = detail.ratings.filter((line) => isOfPanel(panelOf(line)));
  const cited = verdicts.flatMap((verdict) => verdict.cited);
  return (
    <>
      <div class="controls">
        <Choice
          label="Panel"
          value={chosen}
          options={[...panels].map(([key, panel]) => [key, label(panel)])}
          onChange={choose}
        />
      </div>
      {detail.source !== null && detail.output !== null && (
        <>
          <div class="texts">
            <section>
              <h4>Source</h4>
              <MarkedText text={detail.source} spans={cited.filter((span) => span.in === "source")} />
            </section>
            <section>
              <h4>Output</h4>
              <MarkedText text={detail.output} spans={cited.filter((span) => span.in === "output")} />
            </section>
          </div>
          {cited.length > 0 && (
            <p class="note">
              <mark>Marked</mark> is what panelists cited for these ratings.
            </p>
          )}
        </>
      )}
      {verdicts.length > 0 && (
        <section>
          <h4>The panel's verdict</h4>
          <PanelVerdicts verdicts={verdicts} detail={detail} />
        </section>
      )}
      <section>
        <h4>Ratings</h4>
        <PanelRatings key={chosen} lines={lines} names={names} />
      </section>
      <PanelEvidence verdicts={verdicts} names={names} />
      {hasDebates && (
        <section>
          <h4>The debate</h4>
          <PanelDebates
            key={chosen}
            entry={entry}
            debates={debates?.filter((debate) => isOfPanel(panelOf(debate))) ?? null}
            names={names}
          />
        </section>
      )}
    </>
  );
}
