// Chooses the weights of `lexical` (src/adapters/lexical/families.ts) on SummEval and says what they are worth on
// articles that they were not chosen on:
//   ASSIZE_DATA=folder node scripts/lexical-fit.ts
// Ridge regression of the experts' ranks within an article on the standardised measurements, signs held to what each
// measurement means, rounded to .05.
import { join } from "node:path";
import { readItems } from "../src/adapters/files/read-items.ts";
import { FAMILIES, MEASURED, standardised, trustIn } from "../src/adapters/lexical/families.ts";
import { measureFeatures } from "../src/adapters/lexical/features.ts";
import { pairTexts } from "../src/adapters/lexical/text-pair.ts";
import { viewPair } from "../src/adapters/lexical/view.ts";
import { groupOf, outputText } from "../src/domain/item.ts";
import { rngFrom } from "../src/domain/random.ts";
import { midRanks } from "../src/stats/mid-ranks.ts";
import { spearman } from "../src/stats/spearman.ts";

const RIDGE = 30;
const STEP = 0.05;
const HALVES = 100;
/** -1 where more of it is worse. */
const SIGNS = MEASURED.map(({ feature }) =>
  ["short", "dupbi", "imrep", "badend", "clash", "nsplice", "inv", "unlicrep"].includes(feature) ? -1 : 1,
);

type Row = { readonly parts: readonly number[]; readonly human: readonly number[] };
type Article = readonly Row[];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

function standardisedRanks(values: readonly number[]): readonly number[] {
  const ranks = midRanks(values);
  const centre = mean(ranks);
  const spread = Math.sqrt(mean(ranks.map((rank) => (rank - centre) ** 2)));
  return ranks.map((rank) => (spread === 0 ? 0 : (rank - centre) / spread));
}

/** Weights of one family: least squares with a ridge, none against its sign, one coordinate after the other. */
function chooseWeights(articles: readonly Article[], family: number): readonly number[] {
  const rows = articles.flatMap((article) => {
    const ranks = standardisedRanks(article.map((row) => row.human[family]!));
    const centres = SIGNS.map((_, part) => mean(article.map((row) => row.parts[part]!)));
    return article.map((row, index) => ({
      parts: row.parts.map((part, at) => SIGNS[at]! * (part - centres[at]!)),
      rank: ranks[index]!,
    }));
  });
  const gram = SIGNS.map((_, a) =>
    SIGNS.map((_, b) => rows.reduce((sum, { parts }) => sum + parts[a]! * parts[b]!, 0)),
  );
  const target = SIGNS.map((_, a) => rows.reduce((sum, { parts, rank }) => sum + parts[a]! * rank, 0));
  const weights = SIGNS.map(() => 0);
  for (let sweep = 0; sweep < 500; sweep++)
    for (const part of weights.keys()) {
      const others = dot(gram[part]!, weights) - gram[part]![part]! * weights[part]!;
      weights[part] = Math.max(0, (target[part]! - others) / (gram[part]![part]! + RIDGE));
    }
  return weights.map((weight, part) => SIGNS[part]! * STEP * Math.round(weight / STEP));
}

function agreement(articles: readonly Article[], family: number, weights: readonly number[]): number {
  const correlations = articles.map((article) =>
    spearman(
      article.map((row) => dot(row.parts, weights)),
      article.map((row) => row.human[family]!),
    ),
  );
  return mean(correlations.filter((value) => value !== null));
}

/** Least squares of the ratings on the weighted sum, over all items. */
function level(articles: readonly Article[], family: number, weights: readonly number[]) {
  const points = articles.flat().map((row) => ({ x: dot(row.parts, weights), y: row.human[family]! }));
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const slope =
    dot(
      points.map((point) => point.x - x),
      points.map((point) => point.y - y),
    ) /
    dot(
      points.map((point) => point.x - x),
      points.map((point) => point.x - x),
    );
  return { usual: y - slope * x, slope };
}

async function readArticles(folder: string): Promise<readonly Article[]> {
  const items = await readItems(join(folder, "summaries", "summeval.jsonl"));
  const rows = items.map((item) => {
    const pair = pairTexts(item.source, outputText(item));
    const whole = new Uint16Array(pair.source.sentences.length).fill(1);
    const features = measureFeatures(viewPair(pair, new Set()), whole);
    const human = FAMILIES.map((family) => item.human?.[family]?.mean ?? Number.NaN);
    return { group: groupOf(item), row: { parts: standardised(features, trustIn(pair.quoted)), human } };
  });
  return [...Map.groupBy(rows, ({ group }) => group).values()].map((group) => group.map(({ row }) => row));
}

/** The mean agreement on halves of the articles that the weights were not chosen on, for each family. */
function heldOut(articles: readonly Article[]): readonly number[] {
  const rng = rngFrom(1);
  const halves = Array.from({ length: HALVES }, () => {
    const order = articles.map((article) => ({ article, lot: rng() })).sort((a, b) => a.lot - b.lot);
    const [chosen, tried] = [order.slice(0, order.length / 2), order.slice(order.length / 2)];
    return FAMILIES.map((_, family) =>
      agreement(
        tried.map(({ article }) => article),
        family,
        chooseWeights(
          chosen.map(({ article }) => article),
          family,
        ),
      ),
    );
  });
  return FAMILIES.map((_, family) => mean(halves.map((half) => half[family]!)));
}

const folder = process.env.ASSIZE_DATA;
if (folder === undefined) {
  console.error("ASSIZE_DATA is not set: point it to the folder that holds summaries/summeval.jsonl");
  process.exitCode = 2;
} else {
  const articles = await readArticles(folder);
  const weights = FAMILIES.map((_, family) => chooseWeights(articles, family));
  const line = (name: string, values: readonly number[], digits = 2): void =>
    console.log(`${name.padEnd(12)}${values.map((value) => value.toFixed(digits).padStart(13)).join("")}`);
  console.log(`${"".padEnd(12)}${FAMILIES.map((family) => family.padStart(13)).join("")}`);
  for (const [part, { feature }] of MEASURED.entries())
    line(
      feature,
      weights.map((own) => own[part]!),
    );
  const levels = weights.map((own, family) => level(articles, family, own));
  line(
    "usual",
    levels.map(({ usual }) => usual),
  );
  line(
    "slope",
    levels.map(({ slope }) => slope),
  );
  const tried = heldOut(articles);
  line(
    "chosen on",
    weights.map((own, family) => agreement(articles, family, own)),
    3,
  );
  line("held out", tried, 3);
  console.log(`held out: mean ${mean(tried).toFixed(3)} over ${HALVES} random halves`);
}
