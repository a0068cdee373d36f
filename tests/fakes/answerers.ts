import { type FramingParts, framingParts } from "../../src/domain/framing.ts";
import { deriveSeed, type Rng, rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";

/** How one kind of rater answers from 1 to 5: by how it is asked and by its opinion, 2 to 4, of the item. */
export type Answerer = (asked: FramingParts, opinion: number, rng: Rng) => number;

const slip = (rng: Rng): number => (rng() < 1 / 7 ? (rng() < 0.5 ? 1 : -1) : 0);
const lean = ({ frame }: FramingParts): number => (frame === "gain" ? 1 : frame === "loss" ? -1 : 0);
const anything = (rng: Rng): number => 1 + Math.floor(5 * rng());

/** Answers whose making is known, with the label that they should get. */
export const ANSWERERS = {
  genuine: (_, opinion, rng) => opinion + slip(rng),
  constructed: (asked, opinion, rng) => opinion + slip(rng) + lean(asked),
  "non-attitude": (_, __, rng) => anything(rng),
  artifact: ({ order }) => (order === "descending" ? 5 : 1),
} as const satisfies Readonly<Record<string, Answerer>>;

/**
 * Midway between an opinion and each of the others: a shift of half a step between frames or orders, the
 * smallest that matters, and a fifth of the answers at random, which brings run stability between .5 and .7.
 */
export const MIDWAY = {
  "half a step with the frame": (asked, opinion, rng) =>
    opinion + slip(rng) + (rng() < 1 / 4 ? lean(asked) : 0),
  "half a step with the order": ({ order }, opinion, rng) =>
    opinion + slip(rng) + (order === "descending" && rng() < 1 / 2 ? 1 : 0),
  "one answer in five at random": (_, opinion, rng) => (rng() < 0.8 ? opinion : anything(rng)),
} as const satisfies Readonly<Record<string, Answerer>>;

/** The study that labels must be given from: 3 wordings, 2 frames and 2 orders, one at a time or crossed. */
const WORDINGS = ["plain", "request", "question"];
const FRAMES = ["frame:gain", "frame:loss"];
const ORDERS = ["order:ascending", "order:descending"];
export const ONE_AT_A_TIME: readonly string[] = [...WORDINGS, ...FRAMES, ...ORDERS];
export const CROSSED: readonly string[] = WORDINGS.flatMap((wording) =>
  FRAMES.flatMap((frame) => ORDERS.map((order) => `${wording}+${frame}+${order}`)),
);

const ITEMS = 20;
const RUNS = 5;

/** The opinion that every answerer holds of an item. */
export const opinionOf = (item: number): number => 2 + (item % 3);

/** What answerers say to 20 items, 5 runs each, in every framing: rating rows. */
export function answersOf(
  answerers: Readonly<Record<string, Answerer>>,
  framings: readonly string[],
  seed: number,
  items = ITEMS,
): Rating[] {
  return Object.entries(answerers).flatMap(([rater, answerer]) => {
    const rng = rngFrom(deriveSeed(seed, rater));
    return Array.from({ length: items }, (_, item) => item).flatMap((item) =>
      framings.flatMap((framing) =>
        Array.from({ length: RUNS }, (_, replicate): Rating => {
          const value = Math.max(1, Math.min(5, answerer(framingParts(framing), opinionOf(item), rng)));
          const place = { item: `i${String(item).padStart(2, "0")}`, dimension: "clarity", arm: "grounded" };
          return { ...place, rater, framing, replicate, phase: "initial", value, scale: [1, 5] };
        }),
      ),
    );
  });
}
