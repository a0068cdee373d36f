import { type Item, outputText } from "../../domain/item.ts";
import type { Seat } from "../../domain/prompt.ts";
import { deriveSeed, type Rng, rngFrom } from "../../domain/random.ts";
import { boundedMemo } from "./bounded-memo.ts";
import { factsIn, type GivenFacts, rateGroundedness, takenFromFacts } from "./facts.ts";
import { type Family, rateFamily, trustIn } from "./families.ts";
import { type Features, measureFeatures, type SentenceDraw } from "./features.ts";
import { type JudgedTexts, judgedTexts } from "./judged-texts.ts";
import { type Lens, lensOf } from "./lens.ts";
import { pairTexts, type TextPair } from "./text-pair.ts";
import { type View, viewPair } from "./view.ts";

/** Share of a resample's departure that enters a run: a stated property of this baseline, not of any rater. */
const JITTER: Readonly<Record<Family, number>> = {
  coherence: 0.3,
  consistency: 0.15,
  fluency: 0.3,
  relevance: 0.3,
};

/** Resamples whose mean departure is taken off, so that runs scatter around the rating from the whole source. */
const CENTRING_DRAWS = 16;

type Ratings = Readonly<Record<Family, number>>;
type Drawn = { readonly features: Features; readonly taken: number | null; readonly ratings: Ratings };
type Sight = { readonly view: View; readonly facts: GivenFacts | null; readonly trust: number };
type Prepared = Sight & { readonly whole: Drawn; readonly shift: Ratings };

/** One run of a panelist over one item. */
export type Measurement = {
  readonly view: View;
  /** 0 to 1: how far the output's wording is the source's, and with it what these measurements are worth. */
  readonly trust: number;
  /** As measured on the whole source. */
  readonly features: Features;
  /** Terms that a dialogue's reply takes from the given facts alone; null without given facts. */
  readonly taken: number | null;
  /** Ratings between 1 and 5, with the run's noise. */
  readonly ratings: Ratings;
};

function drawSentences(count: number, rng: Rng): SentenceDraw {
  const draw = new Uint16Array(count);
  for (let drawn = 0; drawn < count; drawn++) draw[Math.floor(rng() * count)]! += 1;
  return draw;
}

const byFamily = (value: (family: Family) => number): Ratings => ({
  coherence: value("coherence"),
  consistency: value("consistency"),
  fluency: value("fluency"),
  relevance: value("relevance"),
});

function rateDraw({ view, facts, trust }: Sight, draw: SentenceDraw, factsDraw: SentenceDraw): Drawn {
  const features = measureFeatures(view, draw);
  const taken = facts === null ? null : takenFromFacts(facts, factsDraw);
  const ratings = byFamily((family) =>
    family === "consistency" && taken !== null
      ? rateGroundedness(taken)
      : rateFamily(family, features, trust),
  );
  return { features, taken, ratings };
}

const everyOne = (count: number): SentenceDraw => new Uint16Array(count).fill(1);

function resample(sight: Sight, rng: Rng): Ratings {
  const draw = drawSentences(sight.view.pair.source.sentences.length, rng);
  return rateDraw(sight, draw, drawSentences(sight.facts?.newTerms.length ?? 0, rng)).ratings;
}

const textPairOf = boundedMemo(
  500,
  ({ source, output }: JudgedTexts) => `${source}\u0000${output}`,
  ({ source, sourceEnd, output }): TextPair => pairTexts(source, output, sourceEnd),
);

const preparedOf = boundedMemo(
  1000,
  ({ item, lens }: { readonly item: Item; readonly lens: Lens }) =>
    `${item.kind}\u0000${item.source}\u0000${outputText(item)}\u0000${[...lens].join(" ")}`,
  ({ item, lens }): Prepared | null => {
    const texts = judgedTexts(item);
    const pair = textPairOf(texts);
    if (pair.output.length === 0 || pair.source.sentences.length === 0) return null;
    const facts = item.kind === "dialogue" ? factsIn(texts.source, texts.output) : null;
    const sight = { view: viewPair(pair, lens), facts, trust: trustIn(pair.quoted) };
    const whole = rateDraw(
      sight,
      everyOne(pair.source.sentences.length),
      everyOne(sight.facts?.newTerms.length ?? 0),
    );
    const rng = rngFrom(deriveSeed("lexical", "centring"));
    const resamples = Array.from({ length: CENTRING_DRAWS }, () => resample(sight, rng));
    const shift = byFamily(
      (family) =>
        resamples.reduce((sum, ratings) => sum + ratings[family] - whole.ratings[family], 0) / CENTRING_DRAWS,
    );
    return { ...sight, whole, shift };
  },
);

/**
 * Measures an item as the panelist in a seat sees it, on the resample of source sentences that the seed draws. Null
 * where the source or the output holds no words.
 */
export function measure(
  item: Item,
  seat: Pick<Seat, "persona" | "passages">,
  seed: number,
): Measurement | null {
  const prepared = preparedOf({ item, lens: lensOf(seat) });
  if (prepared === null) return null;
  const { view, trust, whole, shift } = prepared;
  const resampled = resample(prepared, rngFrom(seed));
  const ratings = byFamily((family) => {
    const departure = resampled[family] - whole.ratings[family] - shift[family];
    return Math.min(5, Math.max(1, whole.ratings[family] + JITTER[family] * departure));
  });
  return { view, trust, features: whole.features, taken: whole.taken, ratings };
}
