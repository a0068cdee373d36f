import type { Item } from "../../src/domain/item.ts";
import type { Draw } from "../../src/domain/ports.ts";
import type { Standing, Task } from "../../src/domain/prompt.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { normalFrom } from "./latent-ratings.ts";
import type { FakeRequest } from "./read-request.ts";

/**
 * What a panelist does once it has heard the others: takes the majority's rating over; moves most of the way to the
 * truth that the source holds, and quotes it; rates anew as if nothing had been said; or moves a step up or down by chance.
 */
export type Debater = "copies the majority" | "follows evidence" | "rates anew" | "strays by chance";

const DIMENSIONS = ["accuracy", "clarity"];
export const DEBATERS_RUBRIC: Rubric = {
  dimensions: DIMENSIONS.map((id) => ({
    id,
    definition: "",
    scale: { min: 1, max: 5, step: 1, level: "ordinal" },
  })),
};

/** How far people's mean, the panel as a whole, each panelist for good, and by chance stand from the truth, in points. */
const SPREAD = { people: 0.1, panel: 1.1, panelist: 0.35, chance: 0.35 };
/** A panel whose members err each in another way, so that their mean errs less than the rating that most of them hold. */
export const ALL_ERR_ALONE = { panel: 0, panelist: 0.4, chance: 0.8 };
const EVIDENCE = "The truth stands here.";

const within = (value: number): number => Math.min(5, Math.max(1, value));
const truthOf = (item: string, dimension: string): number =>
  within(3 + 0.3 * normalFrom("truth", item, dimension));

/** Items whose people know the truth but for a little. */
export function debatersItems(count: number): readonly Item[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `i${index}`;
    const ratings = (dimension: string): number[] => [
      within(truthOf(id, dimension) + SPREAD.people * normalFrom("people", id, dimension)),
    ];
    return {
      id,
      kind: "summary",
      source: `It began with ${id}. ${EVIDENCE} It ended.`,
      output: "An output.",
      human: Object.fromEntries(DIMENSIONS.map((id) => [id, { scale: [1, 5], ratings: ratings(id) }])),
    };
  });
}

const rated = (value: number): number => Math.round(within(value));

const mostHeld = (ratings: readonly number[]): number | null =>
  ratings.find((one) => ratings.filter((other) => other === one).length * 2 > ratings.length) ?? null;

/** The rating of more than half of those who rated, or null. */
function majority(standings: readonly Standing[], dimension: string): number | null {
  return mostHeld(
    standings.flatMap(({ assessment }) =>
      assessment.status === "ok"
        ? (assessment.dimensions.find((entry) => entry.dimension === dimension)?.rating ?? [])
        : [],
    ),
  );
}

/** A panel that is known to the bottom: everybody's rating is the truth, its own lean and chance. */
export function debaterScript(
  kind: Debater,
  seed: number,
  spread: typeof ALL_ERR_ALONE = SPREAD,
): (task: Task, draw: Draw) => unknown {
  const alone = (item: string, seat: string, dimension: string, draw: Draw): number =>
    truthOf(item, dimension) +
    spread.panel * Math.sign(normalFrom(seed, "panel", item, dimension)) +
    spread.panelist * normalFrom(seed, "lean", item, seat, dimension) +
    spread.chance * normalFrom(draw.seed, dimension);
  const last = (task: Extract<Task, { kind: "final" }>, dimension: string, draw: Draw): number => {
    const { item, seat, standings, own } = task;
    const before =
      own.status === "ok" ? own.dimensions.find((entry) => entry.dimension === dimension)?.rating : null;
    if (kind === "rates anew" || before == null) return alone(item.id, seat.id, dimension, draw);
    if (kind === "strays by chance") return before + Math.sign(normalFrom(draw.seed, dimension, "stray"));
    if (kind === "copies the majority") return majority(standings, dimension) ?? before;
    return before + 0.8 * (truthOf(item.id, dimension) - before);
  };
  const quote = (isNew: boolean) => [
    isNew ? { in: "source", quote: EVIDENCE } : { in: "output", quote: "An output." },
  ];
  return (task, draw) => {
    if (task.kind === "discuss")
      return kind === "follows evidence" &&
        task.transcript.every(({ dimension }) => dimension !== task.focus.id)
        ? { pass: false, text: "Look here.", citations: quote(true) }
        : { pass: true, text: "", citations: [] };
    if (task.kind === "synthesis") return { text: "The panel met." };
    if (task.kind !== "assess" && task.kind !== "final") throw new Error(`nobody asks for ${task.kind}`);
    return {
      assessments: DIMENSIONS.map((dimension) => ({
        dimension,
        rating: rated(
          task.kind === "final"
            ? last(task, dimension, draw)
            : alone(task.item.id, task.seat.id, dimension, draw),
        ),
        abstain: null,
        rationale: "So it is.",
        citations: quote(false),
        confidence: 0.7,
      })),
    };
  };
}

const LINE = /^ {2}(\S+): (\d+)\. /;

/** The same majority's copyist behind a server: all that it knows stands in the request. */
export function copyingAnswer(request: FakeRequest): unknown {
  if (request.kind === "discuss") return { pass: true, text: "", citations: [] };
  if (request.kind !== "final") return undefined;
  const transcript = /<transcript>\n([\s\S]*?)\n<\/transcript>/.exec(request.text)?.[1] ?? "";
  const heard = transcript.split("\n").flatMap((line) => {
    const [, dimension, rating] = LINE.exec(line) ?? [];
    return dimension === undefined ? [] : [{ dimension, rating: Number(rating) }];
  });
  return {
    assessments: DIMENSIONS.map((dimension) => {
      const ratings = heard.filter((each) => each.dimension === dimension).map(({ rating }) => rating);
      const citations = [{ in: "output", quote: "An output." }];
      return {
        dimension,
        rating: mostHeld(ratings) ?? ratings[0],
        abstain: null,
        rationale: "As most of us.",
        citations,
        confidence: 0.7,
      };
    }),
  };
}
