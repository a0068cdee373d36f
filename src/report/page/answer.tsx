import type { ComponentChildren } from "preact";
import type { StudyResult } from "../../domain/result.ts";
import { comparisonHeadlines } from "../comparison-headlines.ts";
import { type DebateHeadline, debateHeadlines } from "../debate-headlines.ts";
import { formatEstimate, levelText, noIntervalText } from "../format-estimate.ts";
import { formatCount } from "../format-number.ts";
import type { Headline } from "../headlines.ts";
import { alarmsOf, headlines } from "../headlines.ts";
import { leadingMeans, type PanelMean } from "../panel-means.ts";
import { Notice } from "./notice.tsx";
import { settingOf } from "./setting-of.ts";
import { UnderWay } from "./under-way.tsx";
import type { PageData } from "./unpack.ts";

const PERSONA = "Is it the persona or the noise?";
const WORDS: Readonly<Record<Headline["verdict"], string>> = {
  signal: "signal",
  noise: "noise",
  undetermined: "undetermined",
  "not-estimable": "not estimable",
};
const DOTS: Readonly<Record<Headline["verdict"], string>> = {
  signal: "filled",
  noise: "quiet",
  undetermined: "hollow",
  "not-estimable": "none",
};

const DEBATE_DOTS: Readonly<Record<DebateHeadline["verdict"], string>> = {
  helped: "filled",
  harmed: "square",
  "conformity-only": "quiet",
  undetermined: "hollow",
};

function verdictOf({ nullCheck, verdict }: Headline): { readonly word: string; readonly dot: string } {
  if (nullCheck === "failed") return { word: "check failed", dot: "square" };
  if (nullCheck === "passed") return { word: "check passed", dot: "none" };
  return { word: WORDS[verdict], dot: DOTS[verdict] };
}

type RowProps = {
  readonly label: string;
  readonly word: string;
  readonly dot: string;
  readonly basis: string;
  /** Under which heading the row stands. */
  readonly level: 2 | 3;
  readonly children: ComponentChildren;
};

function Row({ label, word, dot, basis, level, children }: RowProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <li class="answer">
      <div>
        <Heading>
          <bdi>{label}</bdi>
        </Heading>
        <p class="verdict">
          {dot !== "none" && <span class={`dot ${dot}`} aria-hidden="true" />}
          {word}
        </p>
      </div>
      <div>
        <p>{children}</p>
        <p class="basis">{basis}</p>
      </div>
    </li>
  );
}

type PersonaProps = { readonly data: PageData; readonly result: StudyResult; readonly level: 2 | 3 };

function Persona({ data, result, level }: PersonaProps) {
  const answers = headlines(result, data.kinds);
  const compared = comparisonHeadlines(result, data.kinds);
  // Of the panel that carries the question; the others stand with the figures.
  const debated = debateHeadlines(result, data.kinds);
  const leading = debated.filter(({ arm }) => arm === debated[0]?.arm);
  if (answers.length === 0) return <p>There are no ratings, so there is no answer.</p>;
  return (
    <ul class="answers">
      {answers.map((headline) => (
        <Row
          key={headline.label}
          label={headline.label}
          {...verdictOf(headline)}
          basis={headline.basis}
          level={level}
        >
          {headline.sentence}
        </Row>
      ))}
      {leading.map(({ label, verdict, word, sentence, basis }) => (
        <Row key={label} label={label} word={word} dot={DEBATE_DOTS[verdict]} basis={basis} level={level}>
          {sentence}
        </Row>
      ))}
      {compared.map(({ label, isShown, sentence, basis }) => (
        <Row
          key={label}
          label={label}
          word={isShown ? "a difference" : "no difference shown"}
          dot={isShown ? "filled" : "hollow"}
          basis={basis}
          level={level}
        >
          {sentence}
        </Row>
      ))}
    </ul>
  );
}

function meanBasis({ mean, abstained }: PanelMean): string {
  const abstentions = abstained === 0 ? "none abstained on" : `${abstained} abstained on`;
  const without = noIntervalText(mean);
  return [formatCount(mean.n, "item"), abstentions, ...(without === null ? [] : [without])].join(", ");
}

/** The panel's mean verdicts: each with its interval, on its scale. */
function Means({ means }: { readonly means: readonly PanelMean[] }) {
  const [first] = means;
  if (!first) return null;
  const levels = new Set(means.flatMap(({ mean }) => (mean.value === null ? [] : [levelText(mean)])));
  return (
    <>
      <dl class="means">
        {means.map((each) => (
          <div key={each.dimension}>
            <dt>
              <bdi>{each.dimension}</bdi>
            </dt>
            <dd>
              <b>{formatEstimate(each.mean)}</b>
              {each.scale !== null && ` on ${each.scale[0]} to ${each.scale[1]}`}
              <span class="basis">{meanBasis(each)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="note">
        Mean verdicts of <bdi>{first.condition.arm}</bdi>, {settingOf(first.condition)}; intervals{" "}
        {[...levels].join(", ")}, items that share a source taken together.
      </p>
    </>
  );
}

/** The first screen: the questions, and the answer to each in a sentence with its interval. */
export function Answer({ data, result }: { readonly data: PageData; readonly result: StudyResult }) {
  const alarms = alarmsOf(result, data.kinds);
  const means = leadingMeans(data.means, data.kinds);
  // One panel and no control: whoever asked wants to know how good the items are.
  const isEvaluation = means.length > 0 && Object.keys(data.kinds).length === 1;
  const persona = (
    <>
      <Persona data={data} result={result} level={isEvaluation ? 3 : 2} />
      <p class="lede">
        λ is the variance of ratings from panelist to panelist on the same item, over their variance when the
        same panelist is asked again. Above 1 the persona outweighs the noise; below 1 the noise outweighs the
        persona.
      </p>
    </>
  );
  // A run under way has none before its end, unless it grows one that had ended.
  const hasAnswer = data.progress === null || result.conditions.length > 0;
  const goodness = <Means means={means} />;
  return (
    <header id="answer">
      <p class="eyebrow">
        Assize <span aria-hidden="true">/</span> <bdi>{data.title}</bdi>
      </p>
      <h1>{isEvaluation ? "How good are they, to this panel?" : PERSONA}</h1>
      {data.notice && <Notice text={data.notice} />}
      {alarms.map(({ where, text }) => (
        <p class="alarm" role="note" key={text}>
          <b>
            Alarm (<bdi>{where.join("; ")}</bdi>):
          </b>{" "}
          <bdi>{text}</bdi>
        </p>
      ))}
      {data.progress && <UnderWay progress={data.progress} />}
      {isEvaluation ? goodness : hasAnswer && persona}
      {isEvaluation && <h2 class="question">{PERSONA}</h2>}
      {isEvaluation && hasAnswer && persona}
      {!isEvaluation && means.length > 0 && <h2 class="question">How good are they?</h2>}
      {!isEvaluation && goodness}
    </header>
  );
}
