import * as Plot from "@observablehq/plot";

/** A piece of a bar. `color` names its custom properties: `--part-…` for itself, `--on-…` for its text. */
type Piece = { readonly color: string; readonly share: number; readonly text: string };

export type Bar = { readonly label: string; readonly note: string; readonly pieces: readonly Piece[] };

const ROW = 66;
const BAR = 24;
const FONT = 13;
const WIDTH_OF_LABEL = 34;

/** Bars of shares under their labels, a note under each that has one. */
export function stackedBars(bars: readonly Bar[], width: number): Element {
  const pieces = bars.flatMap((bar, index) => {
    let from = 0;
    return bar.pieces.map((piece) => {
      const placed = {
        ...piece,
        x1: from,
        x2: from + piece.share,
        y1: index * ROW + 22,
        y2: index * ROW + 22 + BAR,
      };
      from = placed.x2;
      return placed;
    });
  });
  const labels = bars.map((bar, index) => ({ text: bar.label, y: index * ROW + 11 }));
  const notes = bars.flatMap(({ note }, index) =>
    note === "" ? [] : [{ text: note, y: index * ROW + 22 + BAR + 10 }],
  );
  const height = bars.length * ROW;
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
        fill: (piece: Piece) => `var(--part-${piece.color})`,
        stroke: "var(--ground)",
        strokeWidth: 1.5,
      }),
      Plot.text(fitting, {
        x: (piece: { x1: number; x2: number }) => (piece.x1 + piece.x2) / 2,
        y: (piece: { y1: number; y2: number }) => (piece.y1 + piece.y2) / 2,
        text: "text",
        fill: (piece: Piece) => `var(--on-${piece.color})`,
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
