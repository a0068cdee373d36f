import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { ConditionResult } from "../../domain/condition-result.ts";
import type { Condition } from "../../domain/verdict.ts";
import { type ArmKinds, kindOf, sortByArm } from "../arm-order.ts";
import { conditionLabels } from "../condition-label.ts";
import { Choice } from "./choice.tsx";
import { dimensionOptions } from "./dimension-options.ts";
import type { FigureProps } from "./figure.tsx";
import { settingOf } from "./setting-of.ts";

const isHuman = ({ arm }: Condition, kinds: ArmKinds): boolean => kindOf(arm, kinds) === "human";

type Row = { readonly condition: Condition; readonly dimension: string };

function settingsOf(rows: readonly Row[], kinds: ArmKinds): readonly string[] {
  const panels = rows.filter(({ condition }) => !isHuman(condition, kinds));
  const rank = ({ condition }: Row): number =>
    condition.phase === "final" ? 2 : Number((condition.protocol ?? "independent") !== "independent");
  return [
    ...new Set(panels.toSorted((a, b) => rank(a) - rank(b)).map(({ condition }) => settingOf(condition))),
  ];
}

/** A panel by its arm, by its model, or by both, as it takes to tell the panels apart. */
function panelLabels(conditions: readonly Condition[], kinds: ArmKinds): (condition: Condition) => string {
  const panels = conditions.filter((condition) => !isHuman(condition, kinds));
  const own = ({ arm, model }: Condition): Condition => (model === undefined ? { arm } : { arm, model });
  const label = conditionLabels(panels.map(own));
  const isOneArm = new Set(panels.map(({ arm }) => arm)).size === 1;
  const models = new Set(panels.flatMap(({ model }) => model ?? []));
  return (condition) =>
    isOneArm && models.size > 1 && condition.model !== undefined ? condition.model : label(own(condition));
}

export type ChosenRows<T> = {
  /** One for each arm and model, in reading order. */
  readonly rows: readonly (T & { readonly label: string })[];
  readonly dimension: string;
  readonly controls: ComponentChildren;
};

/** The rows of the setting and the dimension that a reader chose, people's among them, and the two choices. */
export function useRows<T extends Row>(all: readonly T[], kinds: ArmKinds): ChosenRows<T> {
  const settings = useMemo(() => settingsOf(all, kinds), [all, kinds]);
  const [setting, chooseSetting] = useState(settings[0] ?? "");
  const ofSetting = useMemo(
    () => all.filter(({ condition }) => isHuman(condition, kinds) || settingOf(condition) === setting),
    [all, kinds, setting],
  );
  const dimensions = useMemo(() => dimensionOptions(ofSetting.map((row) => row.dimension)), [ofSetting]);
  const [wanted, chooseDimension] = useState(dimensions[0]?.[0] ?? "");
  const dimension = dimensions.some(([id]) => id === wanted) ? wanted : (dimensions[0]?.[0] ?? "");
  const rows = useMemo(() => {
    const shown = ofSetting.filter((row) => row.dimension === dimension);
    const label = panelLabels(
      shown.map(({ condition }) => condition),
      kinds,
    );
    const labelled = shown.map((row) => ({ ...row, label: label(row.condition) }));
    return sortByArm(labelled, (row) => row.condition.arm, kinds);
  }, [ofSetting, dimension, kinds]);
  return {
    rows,
    dimension,
    controls: (
      <>
        <Choice
          label="Ratings"
          value={setting}
          options={settings.map((id) => [id, id])}
          onChange={chooseSetting}
        />
        <Choice label="Dimension" value={dimension} options={dimensions} onChange={chooseDimension} />
      </>
    ),
  };
}

/** Rows of conditions that stand side by side, in reading order and named as shortly as they can be told apart. */
export function useSideBySide<T extends { readonly condition: Condition }>(
  all: readonly T[],
  kinds: ArmKinds,
): readonly (T & { readonly label: string })[] {
  return useMemo(() => {
    const rows = sortByArm(all, ({ condition }) => condition.arm, kinds);
    const label = conditionLabels(rows.map(({ condition }) => condition));
    return rows.map((row) => ({ ...row, label: label(row.condition) }));
  }, [all, kinds]);
}

type Part = "confidence" | "cost" | "generalizability" | "selective" | "validity" | "wording";

/** A row of which a part was computed. */
export type With<P extends Part> = ConditionResult & {
  readonly [K in P]-?: NonNullable<ConditionResult[K]>;
};

/** The same for the rows of a result that have a part; `all` are those of every setting and dimension. */
export function useRowsWith<P extends Part>({ result, kinds }: FigureProps, part: P) {
  const all = useMemo(
    () => result.conditions.filter((row): row is With<P> => row[part] !== undefined),
    [result, part],
  );
  return { all, ...useRows(all, kinds) };
}

/**
 * One of the rows, for what is shown of one arm at a time: the first that has something to show, unless a
 * reader chose another. The choice stands behind those that were given.
 */
export function useOneRow<T extends { readonly label: string }>(
  rows: readonly T[],
  before: ComponentChildren = null,
  hasMuch: (row: T) => boolean = () => true,
): { readonly row: T | null; readonly controls: ComponentChildren } {
  const [wanted, choose] = useState("");
  const row = rows.find(({ label }) => label === wanted) ?? rows.find(hasMuch) ?? rows[0] ?? null;
  const controls = (
    <>
      {before}
      <Choice
        label="Panel"
        value={row?.label ?? ""}
        options={rows.map(({ label }) => [label, label])}
        onChange={choose}
      />
    </>
  );
  return { row, controls };
}
