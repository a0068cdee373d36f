import type { AlternativeAnnotator } from "../domain/people-result.ts";
import { alternativeAnnotatorTest } from "../stats/alternative-annotator-test.ts";
import type { AnnotatorRatings } from "../stats/annotator-table.ts";
import { modalShare } from "../stats/modal-share.ts";
import type { JoinedTable, PanelAndPeople } from "./panel-and-people.ts";

/** What replacing an annotator may cost: against a crowd, skilled annotators, experts. */
const EPSILONS = [0.1, 0.15, 0.2];

const ANONYMOUS =
  "annotators are anonymous: the test leaves out one annotator at a time and must know who rated what";
const TOO_FEW = "no annotator shares 30 items with the panel and another annotator";

/**
 * May the panel stand in for an annotator? The alternative annotator test of each panel at every ε.
 * The pooled table takes each item on each dimension as an instance of its own. Where annotators are
 * anonymous, or none shares 30 items, the entry says so.
 */
export function alternativeAnnotator(joined: readonly JoinedTable[]): AlternativeAnnotator[] {
  return joined.flatMap(({ panel, dimensions }) => {
    const values = dimensions.flatMap(panelValues);
    const ratings = pooledAnnotators(dimensions);
    const score = panel.level === "nominal" ? ("agreement" as const) : ("rmse" as const);
    return EPSILONS.map((epsilon): AlternativeAnnotator => {
      const result = alternativeAnnotatorTest(values, ratings, { epsilon, score });
      const entry = { condition: panel.condition, dimension: panel.dimension, epsilon };
      if (result === null)
        return {
          ...entry,
          winningRate: null,
          advantageProbability: null,
          passed: null,
          reason: ratings.length === 0 ? ANONYMOUS : TOO_FEW,
        };
      const { winningRate, advantageProbability, passed } = result;
      return { ...entry, winningRate, advantageProbability, passed };
    });
  });
}

/** The panel's value of each shared item: its mean, or of labels without an order the most frequent. */
function panelValues({ panel, items }: PanelAndPeople): readonly number[] {
  if (panel.level !== "nominal") return items.map((item) => item.panel);
  const given = Map.groupBy(panel.value.keys(), (row) => panel.item[row]!);
  return items.map(
    ({ panelItem }) => modalShare(given.get(panelItem)!.map((row) => panel.value[row]!))!.value,
  );
}

/** Annotators over the items of all dimensions, one after the other; null on a dimension that one did not rate. */
function pooledAnnotators(dimensions: readonly PanelAndPeople[]): AnnotatorRatings {
  const names = [...new Set(dimensions.flatMap(({ annotators }) => annotators))].toSorted();
  return names.map((name) =>
    dimensions.flatMap(
      ({ annotators, ratings, items }) => ratings[annotators.indexOf(name)] ?? items.map(() => null),
    ),
  );
}
