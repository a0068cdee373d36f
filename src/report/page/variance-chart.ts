import type { Components } from "../../domain/condition-result.ts";
import { formatNumber, formatPercent } from "../format-number.ts";
import { stackedBars } from "./stacked-bars.ts";

/** The parts of the variance in the order in which they are drawn: who is asked first, what is judged last. */
export const PARTS = [
  { id: "persona", name: "persona", of: ["rater"] },
  { id: "item-persona", name: "item × persona", of: ["itemRater"] },
  { id: "set", name: "persona set", of: ["personaSet", "itemPersonaSet"] },
  {
    id: "framing",
    name: "framing",
    of: [
      "framing",
      "itemFraming",
      "raterFraming",
      "itemRaterFraming",
      "personaSetFraming",
      "itemPersonaSetFraming",
    ],
  },
  { id: "session", name: "session", of: ["session"] },
  { id: "run", name: "run", of: ["run"] },
  { id: "item", name: "item", of: ["item"] },
] as const;

export type PartId = (typeof PARTS)[number]["id"];

/** A part's raw variance, and its share of the parts above 0. */
export type Part = {
  readonly id: PartId;
  readonly name: string;
  readonly raw: number;
  readonly share: number;
};

/** The parts that were estimated; a negative one has no share and keeps its raw value. */
export function partsOf(components: Components): readonly Part[] {
  const known = PARTS.flatMap(({ id, name, of }) => {
    const raws = of.flatMap((key) => components[key] ?? []);
    return raws.length === 0 ? [] : [{ id, name, raw: raws.reduce((total, raw) => total + raw, 0) }];
  });
  const total = known.reduce((sum, { raw }) => sum + Math.max(raw, 0), 0);
  return known.map((part) => ({ ...part, share: total > 0 ? Math.max(part.raw, 0) / total : 0 }));
}

/** The parts without the item, their shares taken anew: what is left to the question of persona or noise. */
export function withoutItem(parts: readonly Part[]): readonly Part[] {
  const rest = parts.filter(({ id }) => id !== "item");
  const total = rest.reduce((sum, { share }) => sum + share, 0);
  return rest.map((part) => ({ ...part, share: total > 0 ? part.share / total : 0 }));
}

/** `0 (raw −0.012)` for a negative variance, the number for any other. */
export function varianceText(raw: number): string {
  return raw < 0 ? `0 (raw ${formatNumber(raw)})` : formatNumber(raw);
}

export type VarianceRow = { readonly label: string; readonly parts: readonly Part[] };

/** One bar an arm: the shares of its variance, side by side; what is negative is told under it. */
export function varianceChart(rows: readonly VarianceRow[], width: number): Element {
  const bars = rows.map(({ label, parts }) => {
    const negative = parts.filter((part) => part.raw < 0);
    return {
      label,
      note: negative.map((part) => `${part.name} ${varianceText(part.raw)}`).join(", "),
      pieces: parts.map(({ id, share }) => ({ color: id, share, text: formatPercent(share) })),
    };
  });
  return stackedBars(bars, width);
}
