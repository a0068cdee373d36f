import type { Assessment, Debate } from "../src/domain/debate.ts";
import type { Item } from "../src/domain/item.ts";
import { deriveSeed, type Rng, rngFrom } from "../src/domain/random.ts";
import type { Rating } from "../src/domain/rating.ts";
import type { StudyResult } from "../src/domain/result.ts";
import type { Verdict } from "../src/domain/verdict.ts";

const DIMENSIONS = ["coherence", "consistency", "fluency", "relevance"] as const;
const SYSTEMS = ["careful", "hasty", "careless", "terse"] as const;
const PHASES = ["initial", "final"] as const;
const CONDITION = { arm: "grounded", protocol: "debate", model: "m" } as const;

const SYLLABLES =
  "ba be bi bo ca ce ci co da de di do fa fe ga go ha la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi za".split(
    " ",
  );

/** Sentences whose words come with the frequencies of a language, so that they compress as its texts do. */
function sentencePool(rng: Rng, count: number): readonly string[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(rng() * from.length)]!;
  const words = Array.from({ length: 6000 }, () =>
    Array.from({ length: 1 + Math.floor(rng() * 4) }, () => pick(SYLLABLES)).join(""),
  );
  // Zipf: the rank of a word is e to the power of an even draw.
  const word = (): string => words[Math.floor(words.length ** rng()) - 1] ?? words[0]!;
  return Array.from({ length: count }, () => {
    const text = Array.from({ length: 8 + Math.floor(rng() * 18) }, word).join(" ");
    return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
  });
}

/** Everything that a page is drawn from. Debates are made when they are asked for: all at once they fill a machine. */
export type LargeRun = {
  readonly title: string;
  readonly result: StudyResult;
  readonly sets: readonly [];
  readonly items: readonly Item[];
  readonly ratings: readonly Rating[];
  readonly verdicts: readonly Verdict[];
  readonly debates: Iterable<Debate>;
};

/**
 * A made-up run of any number of items, the same for the same numbers: one panel of nurses and patients,
 * `raters` of each, that debates `replicates` times on each item; four systems a source, sources of some
 * 350 words, every rating with a rationale of one to three sentences and a citation. `result` is whatever
 * was analyzed of it.
 */
export function largeRun(
  count: number,
  result: StudyResult,
  { raters = 2, replicates = 2 }: { readonly raters?: number; readonly replicates?: number } = {},
): LargeRun {
  const panelists = ["nurse", "patient"].flatMap((stakeholder) =>
    Array.from({ length: raters }, (_, index) => `${stakeholder}-${index + 1}`),
  );
  const runs = Array.from({ length: replicates }, (_, replicate) => replicate);
  const pool = sentencePool(rngFrom(1), 40_000);
  const prose = (rng: Rng, sentences: number): string =>
    Array.from({ length: sentences }, () => pool[Math.floor(rng() * pool.length)]!).join(" ");
  const items = Array.from({ length: count }, (_, index): Item => {
    const group = Math.floor(index / SYSTEMS.length);
    const system = SYSTEMS[index % SYSTEMS.length]!;
    return {
      id: `source-${group}-${system}`,
      kind: "summary",
      source: prose(rngFrom(deriveSeed(1, "source", group)), 20),
      output: prose(rngFrom(deriveSeed(1, "output", index)), 4),
      system,
      group: `source-${group}`,
    };
  });

  const ratingOf = (item: Item, panelist: string, dimension: string, replicate: number, phase: string) => {
    const rng = rngFrom(deriveSeed(1, item.id, panelist, dimension, replicate, phase));
    return rng() < 0.02 ? null : 1 + Math.floor(rng() * 5);
  };
  const ratings = items.flatMap((item) =>
    panelists.flatMap((rater) =>
      DIMENSIONS.flatMap((dimension) =>
        runs.flatMap((replicate) =>
          PHASES.map((phase): Rating => {
            const value = ratingOf(item, rater, dimension, replicate, phase);
            return {
              item: item.id,
              dimension,
              ...CONDITION,
              rater,
              personaSet: "clinic-1",
              stakeholder: rater.split("-")[0]!,
              framing: "plain",
              replicate,
              phase,
              group: item.group!,
              system: item.system!,
              scale: [1, 5],
              confidence: 0.8,
              value,
              ...(value === null ? { missing: "abstained", reason: "no-evidence" } : {}),
            };
          }),
        ),
      ),
    ),
  );
  const verdicts = items.flatMap((item) =>
    DIMENSIONS.map((dimension): Verdict => {
      const rng = rngFrom(deriveSeed(1, item.id, dimension));
      const value = 1 + 4 * rng();
      return {
        item: item.id,
        dimension,
        condition: { ...CONDITION, phase: "final" },
        value,
        low: value - 0.3,
        high: value + 0.4,
        level: 0.95,
        n: { panelists: panelists.length, replicates, abstained: 0, failed: 0 },
        before: value - 0.1 + 0.2 * rng(),
        evidence: [
          {
            persona: panelists[Math.floor(rng() * panelists.length)]!,
            document: "guide",
            page: 1 + Math.floor(rng() * 30),
            quote: pool[Math.floor(rng() * 400)]!,
          },
        ],
        cited: [{ in: "source", start: 0, end: 60 }],
        method: "mean over panelists and replicates, t interval over panelists",
      };
    }),
  );

  const assessmentOf = (
    item: Item,
    panelist: string,
    replicate: number,
    phase: string,
    rng: Rng,
  ): Assessment => ({
    status: "ok",
    panelist,
    reply: "0123456789abcdef",
    dimensions: DIMENSIONS.map((dimension) => {
      const rating = ratingOf(item, panelist, dimension, replicate, phase);
      return {
        dimension,
        rating,
        abstain: rating === null ? "no-evidence" : null,
        rationale: prose(rng, 1 + Math.floor(rng() * 3)),
        citations: [{ in: "source", quote: item.source.slice(0, 60), start: 0, end: 60 }],
        confidence: 0.8,
      };
    }),
  });
  function* debates(): Generator<Debate> {
    for (const item of items)
      for (const replicate of runs) {
        const rng = rngFrom(deriveSeed(1, "debate", item.id, replicate));
        yield {
          cell: `grounded/clinic-1/debate/m/plain/${item.id}/${replicate}`,
          item: item.id,
          ...CONDITION,
          personaSet: "clinic-1",
          framing: "plain",
          replicate,
          groups: ["nurse", "patient"].map((stakeholder) => {
            const own = panelists.filter((panelist) => panelist.startsWith(stakeholder));
            return {
              stakeholder,
              panelists: own,
              initial: own.map((panelist) => assessmentOf(item, panelist, replicate, "initial", rng)),
              turns: [1, 2].flatMap((round) =>
                own.map((panelist) => ({
                  round,
                  panelist,
                  dimension: DIMENSIONS[round]!,
                  text: prose(rng, 3),
                  citations: [],
                  passed: false,
                })),
              ),
              final: own.map((panelist) => assessmentOf(item, panelist, replicate, "final", rng)),
            };
          }),
          synthesis: prose(rng, 4),
        };
      }
  }
  return {
    title: `${count} items`,
    result,
    sets: [],
    items,
    ratings,
    verdicts,
    debates: { [Symbol.iterator]: debates },
  };
}
