import type { Estimate } from "../domain/estimate.ts";
import type { StudyResult } from "../domain/result.ts";
import { POOLED } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { aloneRows } from "./alone-rows.ts";
import type { ArmKinds } from "./arm-order.ts";
import { conditionLabels } from "./condition-label.ts";
import { escapeText } from "./escape-text.ts";
import { formatEstimate, noIntervalText } from "./format-estimate.ts";
import { formatCount, groupThousands } from "./format-number.ts";
import { headlines } from "./headlines.ts";
import { leadingMeans, type PanelMean } from "./panel-means.ts";
import type { Progress } from "./progress.ts";

/** One of several runs, as an index of them shows it. */
export type RunSummary = {
  readonly name: string;
  readonly address: string;
  /** Null where the run has not ended for the first time. */
  readonly result: StudyResult | null;
  readonly progress: Progress | null;
  readonly kinds: ArmKinds;
  readonly means: readonly PanelMean[];
};

/** Two runs on the items that both have: the second less the first. */
export type PairedRuns = {
  readonly first: string;
  readonly second: string;
  readonly differences: readonly {
    readonly condition: Condition;
    readonly dimension: string;
    readonly difference: Estimate;
    readonly unpaired: number;
  }[];
};

type Column = { readonly name: string; readonly cells: ReadonlyMap<string, string> };

const cell = (tag: "td" | "th", text: string, more = ""): string =>
  `<${tag}${more}>${escapeText(text)}</${tag}>`;

function told(estimate: Estimate): string {
  const without = noIntervalText(estimate);
  return without === null ? formatEstimate(estimate) : `${formatEstimate(estimate)} (${without})`;
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heading = head.map((text) => cell("th", text, ' scope="col"')).join("");
  const lines = rows.map(
    ([first = "", ...rest]) =>
      `<tr>${cell("th", first, ' scope="row"')}${rest.map((text) => cell("td", text)).join("")}</tr>`,
  );
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeText(caption)}">`,
    `<table><thead><tr>${heading}</tr></thead><tbody>${lines.join("")}</tbody></table></div>`,
  ].join("");
}

const titled = (title: string): string => `<h2 class="question">${escapeText(title)}</h2>`;

/** Runs as columns, in a row whatever any of them has; nothing where none has anything. */
function sideBySide(title: string, note: string, what: string, columns: readonly Column[]): string {
  const keys = [...new Set(columns.flatMap(({ cells }) => [...cells.keys()]))];
  if (keys.length === 0) return "";
  const rows = keys.map((key) => [key, ...columns.map(({ cells }) => cells.get(key) ?? "–")]);
  const head = [what, ...columns.map(({ name }) => name)];
  return `${titled(title)}${table(title, head, rows)}<p class="note">${escapeText(note)}</p>`;
}

function lambdas({ name, result, kinds }: RunSummary): Column {
  const rows =
    result === null ? [] : aloneRows(result, kinds).filter(({ dimension }) => dimension === POOLED);
  return {
    name,
    cells: new Map(
      rows.flatMap(({ label, signal, n }) =>
        signal ? [[label, `${told(signal.lambda)}; ${signal.verdict}; ${formatCount(n.items, "item")}`]] : [],
      ),
    ),
  };
}

function meansOf({ name, means, kinds }: RunSummary): Column {
  return {
    name,
    cells: new Map(
      leadingMeans(means, kinds).map(({ condition, dimension, mean, abstained }) => [
        dimension,
        `${told(mean)} by ${condition.arm}; ${formatCount(mean.n, "item")}, ${abstained} abstained on`,
      ]),
    ),
  };
}

function differencesOf({ first, second, differences }: PairedRuns): string {
  const title = `${second} less ${first}`;
  const label = conditionLabels(differences.map(({ condition }) => condition));
  const rows = differences.map(({ condition, dimension, difference, unpaired }) => [
    label(condition),
    dimension,
    told(difference),
    groupThousands(difference.n),
    groupThousands(unpaired),
  ]);
  const head = ["panel", "dimension", "difference", "items", "items without a verdict in both"];
  return `${titled(title)}${table(title, head, rows)}`;
}

function stateOf({ result, progress }: RunSummary): string {
  if (progress === null) return result === null ? "not begun" : "ended";
  const { done, planned } = progress;
  return `under way: ${groupThousands(done)} of ${formatCount(planned, "cell")}`;
}

function entryOf(run: RunSummary): string {
  const [headline] = run.result === null ? [] : headlines(run.result, run.kinds);
  const told = headline
    ? [
        `<p>${escapeText(`${headline.label}: ${headline.sentence}`)}</p>`,
        `<p class="basis">${escapeText(headline.basis)}</p>`,
      ].join("")
    : "<p>No answer before the end.</p>";
  return [
    `<li class="answer"><div><h2><a href="${escapeText(run.address)}">${escapeText(run.name)}</a></h2>`,
    `<p class="verdict">${escapeText(stateOf(run))}</p></div><div>${told}</div></li>`,
  ].join("");
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * The index's script, to be served as `/follow.js`: takes the page's contents anew when `/changes` tells of
 * one, unless a reader is at something in it.
 */
export const INDEX_SCRIPT = `new EventSource("/changes").addEventListener("message", async () => {
  const text = await (await fetch("/")).text();
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  const old = document.querySelector("main");
  if (main && !old.contains(document.activeElement)) old.replaceWith(main);
});
`;

const LAMBDA_NOTE =
  "From ratings that panelists gave alone, all dimensions together. Above 1 the persona outweighs the noise.";
const MEANS_NOTE =
  "Of the panel that carries each run's question. Whether two runs differ is told by their paired difference below, not by whether their intervals overlap.";

/**
 * A page of several runs: the headline of each, their λ and means side by side, and their differences on
 * the items that they share. `style` is the style sheet of a run's page; `INDEX_SCRIPT` keeps it up to date.
 */
export function runsIndex(runs: readonly RunSummary[], pairs: readonly PairedRuns[], style: string): string {
  const count = formatCount(runs.length, "run");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${count} · Assize</title>
    <link rel="icon" href="data:," />
    <style>${style}</style>
    <script type="module" src="/follow.js"></script>
  </head>
  <body>
    <main>
      <header>
        <p class="eyebrow">Assize</p>
        <h1>${count}</h1>
        <ul class="answers">${runs.map(entryOf).join("")}</ul>
      </header>
      ${sideBySide("λ side by side", LAMBDA_NOTE, "arm", runs.map(lambdas))}
      ${sideBySide("Mean verdicts side by side", MEANS_NOTE, "dimension", runs.map(meansOf))}
      ${pairs
        .filter(({ differences }) => differences.length > 0)
        .map(differencesOf)
        .join("\n")}
    </main>
  </body>
</html>
`;
}
