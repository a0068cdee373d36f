import type { Assessment, Citation, Debate, GroupDebate } from "../../domain/debate.ts";
import { answersOf, isUnsupported } from "./answers-of.ts";

/** What a debate's record says of one panelist on one dimension, beyond its rating rows. */
export type DebateFact = {
  /** As tables label raters: the persona set and the panelist. */
  readonly rater: string;
  /** Its answer at the end, before any further samples were averaged with it. */
  readonly final: number | null;
  /** The last rating that it said in a turn to hold. */
  readonly stated: number | null;
  /** Whether the group's turns, or its own last word, cited a span of the item that nobody in the group had cited. */
  readonly heardNew: boolean;
  /** Whether its rating alone, and its last, came without a quote that stands in the item. */
  readonly unsupported: { readonly initial: boolean; readonly final: boolean };
};

/** The facts of one stakeholder group on one item and dimension in one run. */
export type CircleFacts = {
  readonly item: string;
  readonly framing: string;
  readonly replicate: number;
  readonly dimension: string;
  /** Who spoke first, as tables label raters. */
  readonly firstSpeaker: string | null;
  readonly raters: readonly DebateFact[];
};

/** Turns that were taken under one condition, and those in which nothing was quoted that stands in the item. */
export type TurnCount = { readonly turns: number; readonly unsupported: number };

/** Facts of the debates of each condition, under `factsKey`. */
export type DebateFacts = Readonly<
  Record<string, { readonly circles: readonly CircleFacts[]; readonly spoken: TurnCount }>
>;

/** Names a panel under a protocol and a model, whatever the phase. */
export function factsKey(of: {
  readonly arm: string;
  readonly protocol?: string | undefined;
  readonly model?: string | undefined;
}): string {
  return JSON.stringify([of.arm, of.protocol ?? "", of.model ?? ""]);
}

type Span = { readonly in: string; readonly start: number; readonly end: number };

function spansOf(citations: readonly Citation[]): readonly Span[] {
  return citations.flatMap(({ in: text, start, end }) =>
    start === null || end === null ? [] : [{ in: text, start, end }],
  );
}

const overlap = (a: Span, b: Span): boolean => a.in === b.in && a.start < b.end && b.start < a.end;

function isNew(spans: readonly Span[], known: readonly Span[]): boolean {
  return spans.some((span) => !known.some((other) => overlap(span, other)));
}

function entryOf(assessment: Assessment | undefined, dimension: string) {
  return assessment?.status === "ok"
    ? assessment.dimensions.find((entry) => entry.dimension === dimension)
    : undefined;
}

function dimensionsOf(assessments: readonly Assessment[]): readonly string[] {
  const named = assessments.flatMap((assessment) =>
    assessment.status === "ok" ? assessment.dimensions.map(({ dimension }) => dimension) : [],
  );
  return [...new Set(named)];
}

function circlesOf(debate: Debate, group: GroupDebate): readonly CircleFacts[] {
  const raterOf = (panelist: string): string =>
    debate.personaSet === undefined ? panelist : `${debate.personaSet}/${panelist}`;
  const citedAlone = group.initial.flatMap((assessment) =>
    assessment.status === "ok" ? assessment.dimensions.flatMap((entry) => spansOf(entry.citations)) : [],
  );
  return dimensionsOf([...group.initial, ...group.final]).map((dimension): CircleFacts => {
    const turns = group.turns.filter((turn) => turn.dimension === dimension);
    const spoken = turns.filter((turn) => !turn.passed && turn.missing === undefined);
    const first = spoken[0]?.panelist;
    const cited = spoken.flatMap((turn) => spansOf(turn.citations));
    const isNewSaid = isNew(cited, citedAlone);
    const raters = group.panelists.map((panelist): DebateFact => {
      const final = entryOf(
        group.final.find((each) => each.panelist === panelist),
        dimension,
      );
      const stated = spoken.filter((turn) => turn.panelist === panelist && turn.rating !== undefined).at(-1);
      return {
        rater: raterOf(panelist),
        final: final?.rating ?? null,
        stated: stated?.rating ?? null,
        heardNew: isNewSaid || isNew(spansOf(final?.citations ?? []), [...citedAlone, ...cited]),
        unsupported: {
          initial: isUnsupported(answersOf(group, "initial", panelist, dimension)),
          final: isUnsupported(answersOf(group, "final", panelist, dimension)),
        },
      };
    });
    const { item, framing, replicate } = debate;
    const firstSpeaker = first === undefined ? null : raterOf(first);
    return { item, framing, replicate, dimension, firstSpeaker, raters };
  });
}

/**
 * Gathers debates in short, as the analysis wants them beside rating rows: plain data, small enough to be sent to a
 * thread, taken one debate at a time. A span is new where it overlaps none that anybody in the group had cited.
 */
export function gatherFacts(): {
  readonly add: (debate: Debate) => void;
  readonly facts: () => DebateFacts;
} {
  const gathered: Record<string, { circles: CircleFacts[]; spoken: TurnCount }> = {};
  return {
    add: (debate) => {
      const key = factsKey(debate);
      const own = gathered[key] ?? { circles: [], spoken: { turns: 0, unsupported: 0 } };
      gathered[key] = own;
      for (const group of debate.groups) {
        for (const circle of circlesOf(debate, group)) own.circles.push(circle);
        const said = group.turns.filter((turn) => !turn.passed && turn.missing === undefined);
        const { turns, unsupported } = own.spoken;
        own.spoken = {
          turns: turns + said.length,
          unsupported: unsupported + said.filter((turn) => turn.unsupported).length,
        };
      }
    },
    facts: () => gathered,
  };
}

/**
 * The facts of several debates.
 *
 * @example analyze(rows, { seed: 1, debates: debateFacts(debates) }).debate
 */
export function debateFacts(debates: readonly Debate[]): DebateFacts {
  const { add, facts } = gatherFacts();
  for (const debate of debates) add(debate);
  return facts();
}
