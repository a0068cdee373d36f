import type { StudyResult } from "../../domain/result.ts";
import type { Headline } from "../headlines.ts";
import { alarmsOf, headlines } from "../headlines.ts";
import type { ReportData } from "../report-data.ts";
import { Notice } from "./notice.tsx";

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

function verdictOf({ nullCheck, verdict }: Headline): { readonly word: string; readonly dot: string } {
  if (nullCheck === "failed") return { word: "check failed", dot: "square" };
  if (nullCheck === "passed") return { word: "check passed", dot: "none" };
  return { word: WORDS[verdict], dot: DOTS[verdict] };
}

function Row({ headline }: { readonly headline: Headline }) {
  const { word, dot } = verdictOf(headline);
  return (
    <li class="answer">
      <div>
        <h2>
          <bdi>{headline.label}</bdi>
        </h2>
        <p class="verdict">
          {dot !== "none" && <span class={`dot ${dot}`} aria-hidden="true" />}
          {word}
        </p>
      </div>
      <div>
        <p>{headline.sentence}</p>
        <p class="basis">{headline.basis}</p>
      </div>
    </li>
  );
}

/** The first screen: the question, and its answer in a sentence for each arm. */
export function Answer({ data, result }: { readonly data: ReportData; readonly result: StudyResult }) {
  const answers = headlines(result, data.kinds);
  const alarms = alarmsOf(result, data.kinds);
  return (
    <header id="answer">
      <p class="eyebrow">
        Assize <span aria-hidden="true">/</span> <bdi>{data.title}</bdi>
      </p>
      <h1>Is it the persona or the noise?</h1>
      {data.notice && <Notice text={data.notice} />}
      <p class="lede">
        λ is the variance of ratings from panelist to panelist on the same item, over their variance when the
        same panelist is asked again. Above 1 the persona outweighs the noise; below 1 the noise outweighs the
        persona.
      </p>
      {alarms.map(({ where, text }) => (
        <p class="alarm" role="note" key={text}>
          <b>
            Alarm (<bdi>{where.join("; ")}</bdi>):
          </b>{" "}
          <bdi>{text}</bdi>
        </p>
      ))}
      {answers.length === 0 ? (
        <p>There are no ratings, so there is no answer.</p>
      ) : (
        <ul class="answers">
          {answers.map((headline) => (
            <Row key={headline.label} headline={headline} />
          ))}
        </ul>
      )}
    </header>
  );
}
