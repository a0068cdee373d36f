import type {
  Assessment,
  Citation,
  Debate,
  DimensionAssessment,
  GroupDebate,
  Turn,
} from "../../domain/debate.ts";
import { formatCount, formatRating } from "../format-number.ts";
import { markCertainty } from "../mark-certainty.ts";
import { type Repeated, repeatedRatings } from "../repeated-ratings.ts";
import type { Names } from "./names.ts";

type Phase = "initial" | "final";
/** How often a panelist gave the rating again that it gave in this debate. */
type Again = (phase: Phase, panelist: string, dimension: string) => Repeated | null;

/** What a panelist wrote, with the words by which it sounds sure or unsure. */
function Prose({ text }: { readonly text: string }) {
  let offset = 0;
  const pieces = markCertainty(text).map((piece) => {
    const at = offset;
    offset += piece.text.length;
    return { ...piece, at };
  });
  return (
    <p dir="auto">
      {pieces.map(({ text: piece, sounds, at }) =>
        sounds === null ? (
          piece
        ) : (
          <span key={at} class={`sounds ${sounds}`}>
            {piece}
          </span>
        ),
      )}
    </p>
  );
}

function confidenceText(confidence: number | null, again: Repeated | null): string {
  const repeated = again && `the same rating in ${again.same} of ${formatCount(again.runs, "other run")}`;
  return [
    ...(confidence === null ? [] : [`stated confidence ${confidence}`]),
    ...(repeated ? [repeated] : []),
  ].join("; ");
}

function Citations({ citations }: { readonly citations: readonly Citation[] }) {
  if (citations.length === 0) return null;
  return (
    <ul class="citations">
      {citations.map((citation) => {
        const isFound = citation.start !== null;
        return (
          <li key={`${citation.in} ${citation.quote}`} class={isFound ? "found" : "lost"}>
            <q dir="auto">{citation.quote}</q>{" "}
            <span class="tag">{`${isFound ? "found" : "not found"} in the ${citation.in}`}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Word({ entry, again }: { readonly entry: DimensionAssessment; readonly again: Repeated | null }) {
  const confidence = confidenceText(entry.confidence, again);
  return (
    <li>
      <p>
        <bdi>{entry.dimension}</bdi>{" "}
        <b>
          {entry.rating === null ? `abstains: ${entry.abstain ?? "cannot-tell"}` : formatRating(entry.rating)}
        </b>
        {confidence !== "" && <span class="note"> {confidence}</span>}
      </p>
      {entry.rationale !== "" && <Prose text={entry.rationale} />}
      <Citations citations={entry.citations} />
    </li>
  );
}

type AssessmentProps = {
  readonly assessment: Assessment;
  readonly name: string;
  readonly again: (dimension: string) => Repeated | null;
};

function AssessmentOf({ assessment, name, again }: AssessmentProps) {
  if (assessment.status !== "ok")
    return (
      <p>
        <bdi>{name}</bdi>: no assessment, {assessment.status}. <bdi class="note">{assessment.message}</bdi>
      </p>
    );
  const ratings = assessment.dimensions
    .map((entry) => `${entry.dimension} ${entry.rating === null ? "–" : formatRating(entry.rating)}`)
    .join(", ");
  return (
    <details>
      <summary>
        <bdi>{name}</bdi> <span class="note">{ratings}</span>
      </summary>
      <ul class="words">
        {assessment.dimensions.map((entry) => (
          <Word key={entry.dimension} entry={entry} again={again(entry.dimension)} />
        ))}
      </ul>
    </details>
  );
}

function TurnLine({ turn, name }: { readonly turn: Turn; readonly name: string }) {
  const silent = turn.missing ? `no reply (${turn.missing})` : turn.passed ? "passes" : null;
  return (
    <li>
      <p>
        <b>
          <bdi>{name}</bdi>
        </b>
        {turn.dimension !== null && (
          <span class="note">
            {" "}
            on <bdi>{turn.dimension}</bdi>
          </span>
        )}
        {silent && <span class="note">: {silent}</span>}
      </p>
      {!silent && <Prose text={turn.text} />}
      <Citations citations={turn.citations} />
    </li>
  );
}

type GroupProps = {
  readonly group: GroupDebate;
  readonly set: string | null;
  readonly names: Names;
  readonly again: Again;
};

function Group({ group, set, names, again }: GroupProps) {
  const assessments = (phase: Phase) =>
    group[phase].map((assessment) => (
      <AssessmentOf
        key={assessment.panelist}
        assessment={assessment}
        name={names(assessment.panelist, set)}
        again={(dimension) => again(phase, assessment.panelist, dimension)}
      />
    ));
  const rounds = [...Map.groupBy(group.turns, (turn) => turn.round)];
  return (
    <section class="group">
      <h5>
        <bdi>{group.stakeholder}</bdi>
      </h5>
      <h6>Alone, before</h6>
      {assessments("initial")}
      {rounds.map(([round, turns]) => (
        <section key={round}>
          <h6>Round {round}</h6>
          <ol class="turns">
            {turns.map((turn) => (
              <TurnLine
                key={`${turn.panelist} ${turn.dimension}`}
                turn={turn}
                name={names(turn.panelist, set)}
              />
            ))}
          </ol>
        </section>
      ))}
      {group.final.length > 0 && (
        <>
          <h6>Alone again, after</h6>
          {assessments("final")}
        </>
      )}
    </section>
  );
}

type Props = {
  readonly debate: Debate;
  /** All debates of the same panel on this item, for what it said when asked again. */
  readonly debates: readonly Debate[];
  readonly names: Names;
};

/** A debate as it went: each stakeholder group alone, in discussion, alone again; then the synthesis. */
export function DebateView({ debate, debates, names }: Props) {
  const again: Again = (phase, panelist, dimension) =>
    repeatedRatings(debates, { debate, phase, panelist, dimension });
  return (
    <div class="debate">
      <p class="note">
        Words that sound <span class="sounds sure">sure</span> or <span class="sounds unsure">unsure</span>{" "}
        are underlined: how sure a panelist sounds is no measurement. Beside its stated confidence stands how
        often it gave the same rating when asked again.
      </p>
      {debate.groups.map((group) => (
        <Group
          key={group.stakeholder}
          group={group}
          set={debate.personaSet ?? null}
          names={names}
          again={again}
        />
      ))}
      {debate.synthesis !== null && (
        <section class="group">
          <h5>Synthesis</h5>
          <Prose text={debate.synthesis} />
        </section>
      )}
    </div>
  );
}
