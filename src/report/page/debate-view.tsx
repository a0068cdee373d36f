import type {
  Assessment,
  Citation,
  Debate,
  DimensionAssessment,
  GroupDebate,
  Turn,
} from "../../domain/debate.ts";
import { formatRating } from "../format-number.ts";
import type { Names } from "./names.ts";

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

function Word({ entry }: { readonly entry: DimensionAssessment }) {
  return (
    <li>
      <p>
        <bdi>{entry.dimension}</bdi>{" "}
        <b>
          {entry.rating === null ? `abstains: ${entry.abstain ?? "cannot-tell"}` : formatRating(entry.rating)}
        </b>
        {entry.confidence !== null && <span class="note"> stated confidence {entry.confidence}</span>}
      </p>
      {entry.rationale !== "" && <p dir="auto">{entry.rationale}</p>}
      <Citations citations={entry.citations} />
    </li>
  );
}

function AssessmentOf({ assessment, name }: { readonly assessment: Assessment; readonly name: string }) {
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
          <Word key={entry.dimension} entry={entry} />
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
      {!silent && <p dir="auto">{turn.text}</p>}
      <Citations citations={turn.citations} />
    </li>
  );
}

type GroupProps = { readonly group: GroupDebate; readonly set: string | null; readonly names: Names };

function Group({ group, set, names }: GroupProps) {
  const rounds = [...Map.groupBy(group.turns, (turn) => turn.round)];
  return (
    <section class="group">
      <h5>
        <bdi>{group.stakeholder}</bdi>
      </h5>
      <h6>Alone, before</h6>
      {group.initial.map((assessment) => (
        <AssessmentOf
          key={assessment.panelist}
          assessment={assessment}
          name={names(assessment.panelist, set)}
        />
      ))}
      {rounds.map(([round, turns]) => (
        <section key={round}>
          <h6>Round {round}</h6>
          <ol class="turns">
            {turns.map((turn) => (
              <TurnLine key={turn.panelist} turn={turn} name={names(turn.panelist, set)} />
            ))}
          </ol>
        </section>
      ))}
      {group.final.length > 0 && (
        <>
          <h6>Alone again, after</h6>
          {group.final.map((assessment) => (
            <AssessmentOf
              key={assessment.panelist}
              assessment={assessment}
              name={names(assessment.panelist, set)}
            />
          ))}
        </>
      )}
    </section>
  );
}

/** A debate as it went: each stakeholder group alone, in discussion, alone again; then the synthesis. */
export function DebateView({ debate, names }: { readonly debate: Debate; readonly names: Names }) {
  return (
    <div class="debate">
      {debate.groups.map((group) => (
        <Group key={group.stakeholder} group={group} set={debate.personaSet ?? null} names={names} />
      ))}
      {debate.synthesis !== null && (
        <section class="group">
          <h5>Synthesis</h5>
          <p dir="auto">{debate.synthesis}</p>
        </section>
      )}
    </div>
  );
}
