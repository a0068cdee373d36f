import type { DebateEffect } from "../../domain/debate-result.ts";
import { dimensionLabel } from "../alone-rows.ts";
import { debateSentence } from "../debate-headlines.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { RestsOnEstimates } from "./rests-on.tsx";
import { useRows } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<DebateEffect>[] = [
  {
    name: "distance to people, less each alone",
    read: ({ towardHumans }) => towardHumans.independent,
    against: 0,
  },
  {
    name: "distance to people, less asking again",
    read: ({ towardHumans }) => towardHumans.selfConsistency,
    against: 0,
  },
  { name: "change of the mean rating", read: ({ shift }) => shift.mean, against: 0 },
  { name: "change without its sign", read: ({ shift }) => shift.absolute, anchors: [0] },
  { name: "way gone away from people", read: ({ towardHumans }) => towardHumans.away, against: 0 },
  { name: "product of two panelists' moves", read: ({ shift }) => shift.together, against: 0 },
  {
    name: "change of the variance between panelists",
    read: ({ conformity }) => conformity.variance.change,
    against: 0,
  },
  {
    name: "pull of who spoke first",
    read: ({ conformity }) => conformity.firstSpeaker.pull,
    against: 0,
  },
  {
    name: "first speaker: of merely asking again",
    read: ({ conformity }) => conformity.firstSpeaker.retest,
    against: 0,
  },
  {
    name: "pull of the majority",
    read: ({ conformity }) => conformity.majority.pull,
    against: 0,
  },
  {
    name: "majority: of merely asking again",
    read: ({ conformity }) => conformity.majority.retest,
    against: 0,
  },
  {
    name: "distance from merely joining the group",
    read: ({ conformity }) => conformity.joining,
    anchors: [0],
  },
  {
    name: "minorities that held",
    read: ({ minoritySurvival }) => minoritySurvival,
    anchors: [0, 1],
  },
  { name: "ratings that ended on another step", read: ({ flips }) => flips.rate, anchors: [0] },
  { name: "of all, flips after new evidence", read: ({ flips }) => flips.withNewEvidence, anchors: [0] },
  {
    name: "of all, flips without new evidence",
    read: ({ flips }) => flips.withoutNewEvidence,
    anchors: [0],
  },
  {
    name: "change of the distance from run to run",
    read: ({ reproducibility }) => reproducibility.change,
    against: 0,
  },
];
const NONE: readonly DebateEffect[] = [];

/** What hearing one another was worth: the verdict on each panel, and what it rests on. */
export function DebateFigure({ result, kinds }: FigureProps) {
  const { rows, dimension, controls } = useRows(result.debate ?? NONE, kinds);
  if (rows.length === 0) return null;
  const notes = [...new Set(rows.flatMap(({ note }) => note ?? []))];
  return (
    <>
      <section class="sentences">
        <h3>Did it help? ({dimensionLabel(dimension)})</h3>
        <dl class="terms">
          {rows.map((row) => (
            <div key={row.label}>
              <dt>
                <bdi>{row.label}</bdi>
              </dt>
              <dd>{debateSentence(row)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <MeasuresFigure
        title="What discussion did"
        label="What discussion did to each panel's ratings, one chart for each measure with intervals; the table below holds the numbers."
        rows={rows}
        measures={MEASURES}
        controls={controls}
      >
        Changes in {rows[0]?.unit ?? "points"} of the rating scale; a distance to people below 0 is nearer. It
        helped where it beat both asking each alone and asking again for as many tokens, and harmed where it
        fell behind both and panelists moved together (the product of two's moves is above 0) or away from
        people, not each by chance. Panelists merely joined their group where the distance from that is below
        a tenth of a step. A pull is 0 where nobody went over and 1 where all went all the way, and counts
        only where it exceeds what the same panelists, merely asked again, seem to have gone.
        {notes.length > 0 &&
          ` ${notes.map((note) => `${note[0]?.toUpperCase()}${note.slice(1)}`).join(". ")}.`}
        <RestsOnEstimates estimates={rows.map(({ shift }) => shift.mean)} noun="rating" />
      </MeasuresFigure>
    </>
  );
}
