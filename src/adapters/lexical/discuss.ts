import type { DiscussTask } from "../../domain/prompt.ts";
import type { DiscussReply } from "../../prompts/discuss.ts";
import { dimensionFamily } from "./dimension-family.ts";
import { type Family, isFavourable } from "./families.ts";
import { measure } from "./measure.ts";
import { pointsFor } from "./support.ts";
import { fromScale } from "./to-scale.ts";

/** It does not say that it moved: what was cited moves its last word. */
type Turn = Omit<DiscussReply, "rating">;

const PASS: Turn = { pass: true, text: "", citations: [] };

/** How many telling sentences a panelist has to offer on one dimension. */
const POINTS = 2;

/** What a quoted sentence is said to show. */
const CLAIMS: Readonly<Record<Family, { readonly favourable: string; readonly unfavourable: string }>> = {
  coherence: {
    favourable: "this sentence keeps closest to the source",
    unfavourable: "this sentence fits the source least",
  },
  consistency: {
    favourable: "the source bears this sentence out best",
    unfavourable: "the source bears this sentence out least",
  },
  fluency: {
    favourable: "this sentence is worded most like the source",
    unfavourable: "this sentence is worded least like the source",
  },
  relevance: {
    favourable: "the output covers this sentence of the source",
    unfavourable: "the output leaves out much of this sentence of the source",
  },
};

/** A panelist's own rating, from its initial assessment; null where it abstained or its reply failed. */
function ownRating({ standings, seat, focus }: DiscussTask): number | null {
  const own = standings.find((standing) => standing.panelist === seat.id)?.assessment;
  const rating =
    own?.status === "ok" ? own.dimensions.find((entry) => entry.dimension === focus.id)?.rating : undefined;
  return rating ?? null;
}

/**
 * One turn on the dimension under discussion: the sentence that bears the panelist's view out most and has not been
 * quoted yet, with the closest sentence of the source. Passes when it abstained or has nothing new.
 */
export function discuss(task: DiscussTask, seed: number): Turn {
  const family = dimensionFamily(task.focus);
  const rating = ownRating(task);
  const measurement = measure(task.item, task.seat, seed);
  if (family === null || rating === null || measurement === null) return PASS;
  const favourable = isFavourable(family, fromScale(rating, task.focus.scale));
  const heard = task.transcript.map((turn) => turn.text).join("\n");
  const fresh = pointsFor(measurement.view, family, favourable)
    .slice(0, POINTS)
    .find(([{ quote }]) => !heard.includes(quote));
  if (fresh === undefined) return PASS;
  const [telling, nearest] = fresh;
  const claim = CLAIMS[family][favourable ? "favourable" : "unfavourable"];
  const against = nearest === undefined ? "" : ` The closest that the source has is “${nearest.quote}”`;
  return {
    pass: false,
    text: `I stand at ${Number(rating.toFixed(2))}: ${claim}: “${telling.quote}”${against}`,
    citations: [...fresh],
  };
}
