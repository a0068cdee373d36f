import { contentStems } from "../domain/content-words.ts";
import { peopleNounsIn } from "../domain/people.ts";
import type { InventReply } from "../prompts/ground.ts";
import { oneLine } from "./one-line.ts";

/** A place in an invented panel: who sits there and what it looks at. */
export type Place = { readonly stakeholder: string; readonly name: string; readonly definition: string };
type Group = { readonly stakeholder: string; readonly dimensions: readonly Place[] };

const LONGEST_NAME = 60;
const LONGEST_DEFINITION = 300;

/** "Registered Nurses" → "registered nurse"; what does not end in a noun for people stays as it is. */
function stakeholderOf(text: string): string {
  const plain = oneLine(text, LONGEST_NAME).toLowerCase();
  const last = peopleNounsIn(plain).at(-1);
  const isLast = last !== undefined && !/[\s,]/.test(plain.slice(last.index + last.noun.length + 2));
  return isLast && !/\b(?:of|with|for|who)\b/.test(plain) ? plain.slice(0, last.index) + last.noun : plain;
}

/** Joins several replies to one roster: each stakeholder once, each of its dimensions once. */
export function joinRosters(replies: readonly InventReply[]): readonly Group[] {
  const places = replies.flatMap(({ stakeholders }) =>
    stakeholders.flatMap(({ stakeholder, dimensions }) =>
      dimensions.map(
        ({ name, definition }): Place => ({
          stakeholder: stakeholderOf(stakeholder),
          name: oneLine(name, LONGEST_NAME),
          definition: oneLine(definition, LONGEST_DEFINITION),
        }),
      ),
    ),
  );
  const named = places.filter(({ stakeholder, name }) => stakeholder !== "" && name !== "");
  return [...Map.groupBy(named, ({ stakeholder }) => stakeholder)].map(([stakeholder, own]) => {
    const stems = own.map(({ name }) => [...contentStems(name)].sort().join(" ") || name.toLowerCase());
    return { stakeholder, dimensions: own.filter((_, at) => stems.indexOf(stems[at]!) === at) };
  });
}

/** The groups with most to say, as many as there are sizes, beside the sizes, both largest first. */
function matched(
  roster: readonly Group[],
  sizes: readonly number[],
): readonly { group: Group; size: number }[] {
  const wanted = [...sizes].sort((a, b) => b - a);
  return [...roster]
    .sort((a, b) => b.dimensions.length - a.dimensions.length)
    .slice(0, sizes.length)
    .map((group, at) => ({ group, size: wanted[at]! }));
}

/** Whether a roster fills groups of the wanted sizes to the last place. */
export function fillsAll(roster: readonly Group[], sizes: readonly number[]): boolean {
  return (
    roster.length >= sizes.length &&
    matched(roster, sizes).every(({ group, size }) => group.dimensions.length >= size)
  );
}

/**
 * Seats a roster in groups of the wanted sizes: the groups with most to say take the largest; what one
 * cannot fill another that has more to say does. Fewer places than wanted where the roster ends.
 */
export function seatRoster(roster: readonly Group[], sizes: readonly number[]): readonly Place[] {
  const pairs = matched(roster, sizes);
  const taken = pairs.map(({ group, size }) => Math.min(group.dimensions.length, size));
  let missing = sizes.reduce((sum, size) => sum + size, 0) - taken.reduce((sum, count) => sum + count, 0);
  for (const [at, { group }] of pairs.entries()) {
    const more = Math.min(missing, group.dimensions.length - taken[at]!);
    taken[at]! += more;
    missing -= more;
  }
  return pairs.flatMap(({ group }, at) => group.dimensions.slice(0, taken[at]));
}
