import type { ConsolidatedDimension } from "./consolidate.ts";
import { isVagueRole } from "./same-role.ts";
import { dot } from "./vectors.ts";

/** What a persona is made of: its own dimension, and further ones that would else go unheard. */
export type ChosenDimension = {
  readonly own: ConsolidatedDimension;
  readonly adopted: readonly ConsolidatedDimension[];
};

/** Share of the documents that the panel is to speak for; more groups are seated only up to that. */
const COVERAGE = 0.85;
/** What a group counts for as a main one when its name says little of who is affected. */
const VAGUE = 0.5;
/** A persona that looks at everything looks at nothing. */
const MOST_ADOPTED = 2;

const documentsOf = (dimensions: readonly ConsolidatedDimension[]): ReadonlySet<string> =>
  new Set(dimensions.flatMap(({ evidence }) => evidence.map(({ document }) => document)));

const addedBy = (dimensions: readonly ConsolidatedDimension[], heard: ReadonlySet<string>): number =>
  [...documentsOf(dimensions)].filter((document) => !heard.has(document)).length;

function best<T>(things: readonly T[], better: (a: T, b: T) => number): T | undefined {
  return things.reduce<T | undefined>(
    (top, next) => (top === undefined || better(next, top) > 0 ? next : top),
    undefined,
  );
}

type Group = readonly ConsolidatedDimension[];

/** Those of a group's dimensions whose own quotes call their people by the group's name: only they become personas. */
const seatable = (group: Group): Group =>
  group.filter((dimension) => dimension.stakeholder === dimension.group);

/** Groups that a panel is built on: a third as many as it has seats, so that each has somebody to debate with. */
const mainGroups = (personas: number): number => Math.max(2, Math.round(personas / 3));

/** Groups at most: with a seat for each there would be nobody to debate with. */
const mostGroups = (personas: number): number => Math.max(2, Math.ceil((personas * 2) / 3));

/** The main groups first, by the documents that speak of them, then whoever adds most documents to those before. */
function rankGroups(groups: readonly Group[], main: number): readonly Group[] {
  const ranked: Group[] = [];
  const open = [...groups];
  while (open.length > 0) {
    const isMain = ranked.length < main;
    const heard = isMain ? new Set<string>() : documentsOf(ranked.flat());
    const weight = (group: Group): number => (isVagueRole(group[0]!.group) ? VAGUE : 1);
    const worth = (group: Group): number => addedBy(group, heard) * (isMain ? weight(group) : 1);
    const next = best(open, (a, b) => worth(a) - worth(b) || a.length * weight(a) - b.length * weight(b))!;
    ranked.push(next);
    open.splice(open.indexOf(next), 1);
  }
  return ranked;
}

/** Seats for each group: one each, then always to the group that has most left to say for a seat; half at most for one. */
function seatsFor(groups: readonly Group[], personas: number): readonly number[] {
  const sizes = groups.map((group) => seatable(group).length);
  const most = groups.length === 1 ? personas : Math.ceil(personas / 2);
  const seats = groups.map(() => 1);
  for (let free = personas - groups.length; free > 0; free--) {
    const roomy = groups.map((_, at) => at).filter((at) => seats[at]! < Math.min(most, sizes[at]!));
    const next = best(roomy, (a, b) => sizes[a]! / seats[a]! - sizes[b]! / seats[b]!);
    if (next === undefined) break;
    seats[next]!++;
  }
  return seats;
}

/** A group's dimensions that take its seats: each the one that adds most documents, then the one with most quotes. */
function chooseWithin(group: Group, seats: number): Group {
  const chosen: ConsolidatedDimension[] = [];
  while (chosen.length < seats) {
    const heard = documentsOf(chosen);
    const open = seatable(group).filter((dimension) => !chosen.includes(dimension));
    const next = best(
      open,
      (a, b) => addedBy([a], heard) - addedBy([b], heard) || a.evidence.length - b.evidence.length,
    );
    if (next === undefined) break;
    chosen.push(next);
  }
  return chosen;
}

/** Gives what a group says of documents not heard so far to those of its personas that look at the most similar things. */
function adopt(group: Group, chosen: Group, heard: Set<string>): readonly ChosenDimension[] {
  const hosts = chosen.map((own) => ({ own, adopted: [] as ConsolidatedDimension[] }));
  for (const left of group.filter((dimension) => !chosen.includes(dimension))) {
    if (addedBy([left], heard) === 0) continue;
    const roomy = hosts.filter(({ adopted }) => adopted.length < MOST_ADOPTED);
    const host = best(roomy, (a, b) => dot(a.own.what, left.what) - dot(b.own.what, left.what));
    if (host === undefined) break;
    host.adopted.push(left);
    for (const document of documentsOf([left])) heard.add(document);
  }
  return hosts;
}

/** A panel of these groups alone. */
function seatPanel(groups: readonly Group[], personas: number): readonly ChosenDimension[] {
  const seats = seatsFor(groups, personas);
  const chosen = groups.map((group, at) => chooseWithin(group, seats[at]!));
  const heard = new Set(documentsOf(chosen.flat()));
  return groups.flatMap((group, at) => adopt(group, chosen[at]!, heard));
}

function heardBy(chosen: readonly ChosenDimension[]): number {
  return documentsOf(chosen.flatMap(({ own, adopted }) => [own, ...adopted])).size;
}

/**
 * Chooses which dimensions become personas, group by group: the stakeholder groups of whom most documents speak,
 * and further ones only until the panel is full and speaks for 85 % of the documents (or as many as can), so
 * that whoever is seated has somebody to debate with. Within a group the dimensions that add most documents are
 * seated; what is left over and holds a document not heard yet is adopted by the group's most similar persona.
 */
export function chooseDimensions(
  dimensions: readonly ConsolidatedDimension[],
  personas: number,
  documents: number,
): readonly ChosenDimension[] {
  const groups = [...Map.groupBy(dimensions, ({ group }) => group).values()];
  const fewest = Math.min(groups.length, personas, mainGroups(personas));
  const ranked = rankGroups(groups, fewest).slice(0, Math.min(personas, mostGroups(personas)));
  const panels = ranked.map((_, at) => seatPanel(ranked.slice(0, at + 1), personas)).slice(fewest - 1);
  const fullest = Math.max(...panels.map(({ length }) => length));
  const isEnough = (panel: readonly ChosenDimension[]): boolean =>
    panel.length === fullest && heardBy(panel) >= documents * COVERAGE;
  return (
    panels.find(isEnough) ?? best(panels, (a, b) => a.length - b.length || heardBy(a) - heardBy(b)) ?? []
  );
}
