import type { Components } from "../domain/condition-result.ts";
import type { StudyResult } from "../domain/result.ts";
import { alignColumns } from "./align-columns.ts";
import { aloneRows, dimensionLabel } from "./alone-rows.ts";
import type { ArmKinds } from "./arm-order.ts";

const NAMES: Readonly<Record<keyof Components, string>> = {
  item: "item",
  personaSet: "set",
  itemPersonaSet: "item x set",
  rater: "rater",
  itemRater: "item x rater",
  framing: "framing",
  itemFraming: "item x framing",
  raterFraming: "rater x framing",
  itemRaterFraming: "item x rater x framing",
  personaSetFraming: "set x framing",
  itemPersonaSetFraming: "item x set x framing",
  session: "session",
  run: "run",
};

const LABEL_COLUMNS = 2;
const DECIMALS = 4;

/**
 * The variance components as plain aligned text: one line for each condition and dimension, raw values
 * to four decimals (negative ones as they are, `-` where one could not be computed), and λ.
 */
export function componentsTable(result: StudyResult, kinds: ArmKinds = {}): string {
  const rows = aloneRows(result, kinds).filter((row) => row.components !== undefined);
  if (rows.length === 0)
    return "no variance components: they need ratings of several items by several raters";
  const columns = Object.entries(NAMES).filter(([id]) =>
    rows.some((row) => Object.entries(row.components ?? {}).some(([name]) => name === id)),
  );
  const exact = (value: number | null | undefined): string => value?.toFixed(DECIMALS) ?? "-";
  const lines = rows.map((row) => {
    const values = new Map(Object.entries(row.components ?? {}));
    return [
      row.label,
      dimensionLabel(row.dimension),
      ...columns.map(([id]) => exact(values.get(id))),
      exact(row.signal?.lambda.value),
    ];
  });
  const head = ["arm", "dimension", ...columns.map(([, name]) => name), "lambda"];
  return alignColumns([head, ...lines], LABEL_COLUMNS).join("\n");
}
