import { useMemo } from "preact/hooks";
import type { Efficiency } from "../../domain/debate-result.ts";
import { panelOf } from "../condition-label.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { RestsOnEstimates } from "./rests-on.tsx";
import { useSideBySide } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<Efficiency>[] = [
  { name: "tokens of a verdict", read: ({ tokensPerVerdict }) => tokensPerVerdict, anchors: [0] },
  { name: "distance to people", read: ({ error }) => error, anchors: [0] },
  { name: "correlation with people", read: ({ correlation }) => correlation, against: 0 },
  { name: "reliability over runs", read: ({ reliability }) => reliability, against: 0 },
  {
    name: "accuracy for a thousand tokens",
    read: ({ perThousandTokens }) => perThousandTokens.accuracy,
    anchors: [0],
  },
  {
    name: "correlation for a thousand tokens",
    read: ({ perThousandTokens }) => perThousandTokens.correlation,
    against: 0,
  },
  {
    name: "reliability for a thousand tokens",
    read: ({ perThousandTokens }) => perThousandTokens.reliability,
    against: 0,
  },
];

const NONE: readonly Efficiency[] = [];

/** Before a discussion every protocol is the independent one: each counts where it ends. */
function atItsEnd(row: Efficiency): readonly Efficiency[] {
  const { protocol, phase } = row.condition;
  const isEnd = phase === "final" || protocol === undefined || protocol === "independent";
  return isEnd ? [{ ...row, condition: panelOf(row.condition) }] : [];
}

/** What each condition's tokens bought. */
export function EfficiencyFigure({ result, kinds }: FigureProps) {
  const ends = useMemo(() => (result.efficiency ?? NONE).flatMap(atItsEnd), [result]);
  const rows = useSideBySide(ends, kinds);
  if (rows.length === 0) return null;
  return (
    <MeasuresFigure
      title="What the tokens bought"
      label="Tokens of a verdict, and what they bought, by panel and protocol with intervals; the table below holds the numbers."
      rows={rows}
      measures={MEASURES}
    >
      Every way of asking on the same items: what a verdict takes, how near it comes to people, and the same
      for a thousand tokens. A protocol that costs three times as much must show what it buys.
      {rows.some(({ estimated }) => estimated) &&
        " Where a provider counted no tokens, they are a quarter of the characters."}
      <RestsOnEstimates estimates={rows.map(({ tokensPerVerdict }) => tokensPerVerdict)} noun="item" />
    </MeasuresFigure>
  );
}
