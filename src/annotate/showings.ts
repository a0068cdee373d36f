import type { Rng } from "../domain/random.ts";

/** One time that an item is shown: in which wording of the question, and which time in it. */
export type Showing = { readonly item: string; readonly framing: string; readonly replicate: number };

export type ShowingPlan = {
  /** Share of items that come again in the same words; with `reworded` at most 1. */
  readonly repeats: number;
  /** Share of items that come again in other words. */
  readonly reworded: number;
  /** Other showings between the two of an item, as far as there are so many. */
  readonly delay: number;
  /** The wordings, the usual one first. */
  readonly framings: readonly [string, ...string[]];
};

type Placed = { readonly showing: Showing; readonly at: number };

/** Fisher and Yates's shuffle of a copy. */
function shuffled<T>(values: readonly T[], rng: Rng): T[] {
  const copy = [...values];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(rng() * (last + 1));
    [copy[last], copy[other]] = [copy[other]!, copy[last]!];
  }
  return copy;
}

/**
 * In which order a person sees the items, some of them twice. The order is drawn; so are the items that
 * come again, first from those that leave room for the delay; a second showing falls anywhere after it.
 * Of the reworded pairs half begin with the other wording, so that wording and order do not go together.
 *
 * @example planShowings(["a", "b"], { repeats: 0.5, reworded: 0, delay: 1, framings: ["plain"] }, rngFrom(1))
 * // [a plain 0, b plain 0, a plain 1]
 */
export function planShowings(items: readonly string[], plan: ShowingPlan, rng: Rng): readonly Showing[] {
  const order = shuffled(items, rng);
  const [usual, ...others] = plan.framings;
  const delay = Math.min(plan.delay, Math.floor(order.length / 2));
  const hasRoom = (at: number): boolean => at + delay < order.length;
  const places = shuffled([...order.keys()], rng);
  const drawn = [...places.filter(hasRoom), ...places.filter((at) => !hasRoom(at))];
  const repeats = Math.ceil(plan.repeats * order.length);
  const reworded = others.length === 0 ? 0 : Math.ceil(plan.reworded * order.length);
  const again = drawn.slice(0, repeats + reworded);

  const firsts: Placed[] = order.map((item, at) => ({ showing: { item, framing: usual, replicate: 0 }, at }));
  const seconds = again.map((first, index): Placed => {
    const item = order[first]!;
    const room = Math.max(0, order.length - 1 - first - delay);
    const at = first + delay + 0.25 + 0.5 * rng() + Math.floor(rng() * (room + 1));
    if (index < repeats) return { showing: { item, framing: usual, replicate: 1 }, at };
    const reworded = { item, framing: others[(index - repeats) % others.length]!, replicate: 0 };
    const isFirst = rng() < 0.5;
    const plain = firsts[first]!.showing;
    if (isFirst) firsts[first] = { showing: reworded, at: first };
    return { showing: isFirst ? plain : reworded, at };
  });
  return [...firsts, ...seconds].sort((a, b) => a.at - b.at).map(({ showing }) => showing);
}
