import type { DiscussTask } from "../../domain/prompt.ts";
import type { DiscussReply } from "../../prompts/discuss.ts";
import { dimensionFamily } from "./dimension-family.ts";
import { type Family, isFavourable } from "./families.ts";
import { type Measurement, measure } from "./measure.ts";
import { nearestSource, type Quote, quoteOf, tellingQuotes } from "./support.ts";
import { fromScale } from "./to-scale.ts";

const PASS: DiscussReply = { pass: true, text: "", citations: [] };

/** How many telling sentences a panelist has to offer on one dimension. */
const POINTS = 2;

function claim(family: Family, favourable: boolean): string {
  switch (family) {
    case "coherence":
      return favourable ? "This sentence follows on from the source" : "This sentence fits the source least";
    case "consistency":
      return favourable
        ? "The source bears this sentence out best"
        : "The source bears this sentence out least";
    case "fluency":
      return favourable
        ? "This sentence is worded as the source words it"
        : "The wording of this sentence is least like the source's";
    case "relevance":
      return favourable
        ? "The output covers this sentence of the source"
        : "The output leaves this sentence of the source out";
  }
}

/** A panelist's own rating on 1-5, from its initial assessment; null where it abstained or its reply failed. */
function ownRating({ standings, seat, focus }: DiscussTask): number | null {
  const own = standings.find((standing) => standing.panelist === seat.id)?.assessment;
  const rating =
    own?.status === "ok" ? own.dimensions.find((entry) => entry.dimension === focus.id)?.rating : undefined;
  return rating === null || rating === undefined ? null : fromScale(rating, focus.scale);
}

/** What bears out a panelist's view and nobody has quoted yet, with the source sentence to hold it against. */
function freshPoint(
  task: DiscussTask,
  family: Family,
  favourable: boolean,
  { view }: Measurement,
): readonly Quote[] | null {
  const heard = task.transcript.map((turn) => turn.text).join("\n");
  const fresh = tellingQuotes(view, family, favourable)
    .slice(0, POINTS)
    .find(({ quote }) => !heard.includes(quote));
  if (fresh === undefined) return null;
  if (fresh.in === "source") return [fresh];
  const index = view.pair.output.findIndex((sentence) => quoteOf("output", sentence).quote === fresh.quote);
  const nearest = nearestSource(view, index);
  return nearest === undefined ? [fresh] : [fresh, quoteOf("source", nearest)];
}

/**
 * One turn on the dimension under discussion: the sentence that bears the panelist's view out most and has not been
 * quoted yet, with the closest sentence of the source. Passes when it abstained or has nothing new.
 */
export function discuss(task: DiscussTask, seed: number): DiscussReply {
  const family = dimensionFamily(task.focus);
  const rating = ownRating(task);
  const measurement = measure(task.item, task.seat, seed);
  if (family === null || rating === null || measurement === null) return PASS;
  const favourable = isFavourable(family, rating);
  const quotes = freshPoint(task, family, favourable, measurement);
  const [point, held] = quotes ?? [];
  if (point === undefined) return PASS;
  const against = held === undefined ? "" : ` The closest that the source has is “${held.quote}”`;
  return {
    pass: false,
    text: `${claim(family, favourable)}: “${point.quote}”${against}`,
    citations: [...(quotes ?? [])],
  };
}
