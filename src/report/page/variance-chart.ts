import * as Plot from "@observablehq/plot";
import type { Components } from "../../domain/result.ts";
import { formatNumber, formatPercent } from "../format-number.ts";

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

const ROW = 66;
const BAR = 24;
const FONT = 13;
const WIDTH_OF_LABEL = 34;

/** One bar an arm: the shares of its variance, side by side; what is negative is told under it. */
export function varianceChart(rows: readonly VarianceRow[], width: number): Element {
  const pieces = rows.flatMap((row, index) => {
    let from = 0;
    return row.parts.map((part) => {
      const piece = {
        ...part,
        x1: from,
        x2: from + part.share,
        y1: index * ROW + 22,
        y2: index * ROW + 22 + BAR,
      };
      from = piece.x2;
      return piece;
    });
  });
  const labels = rows.map((row, index) => ({ text: row.label, y: index * ROW + 11 }));
  const notes = rows.flatMap((row, index) => {
    const negative = row.parts.filter((part) => part.raw < 0);
    const text = negative.map((part) => `${part.name} ${varianceText(part.raw)}`).join(", ");
    return text === "" ? [] : [{ text, y: index * ROW + 22 + BAR + 10 }];
  });
  const height = rows.length * ROW;
  const fitting = pieces.filter((piece) => piece.share * width >= WIDTH_OF_LABEL);
  return Plot.plot({
    width,
    height,
    margin: 0,
    marginLeft: 1,
    marginRight: 1,
    style: { fontSize: `${FONT}px`, fontFamily: "inherit", fontVariant: "tabular-nums", overflow: "visible" },
    x: { domain: [0, 1], axis: null },
    y: { domain: [height, 0], axis: null },
    marks: [
      Plot.text(labels, {
        y: "y",
        text: "text",
        frameAnchor: "left",
        textAnchor: "start",
        fontWeight: 600,
        fill: "var(--ink-1)",
        lineWidth: width / FONT,
        textOverflow: "ellipsis",
      }),
      Plot.rect(pieces, {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        fill: (piece: Part) => `var(--part-${piece.id})`,
        stroke: "var(--ground)",
        strokeWidth: 1.5,
      }),
      Plot.text(fitting, {
        x: (piece: { x1: number; x2: number }) => (piece.x1 + piece.x2) / 2,
        y: (piece: { y1: number; y2: number }) => (piece.y1 + piece.y2) / 2,
        text: (piece: Part) => formatPercent(piece.share),
        fill: (piece: Part) => `var(--on-${piece.id})`,
        fontSize: 12,
      }),
      Plot.text(notes, {
        y: "y",
        text: "text",
        frameAnchor: "left",
        textAnchor: "start",
        fill: "var(--ink-2)",
        fontSize: 12,
      }),
    ],
  });
}
