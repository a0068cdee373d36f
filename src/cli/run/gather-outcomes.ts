import type { GrowingFile } from "../../adapters/files/growing-file.ts";
import { type CircleFacts, type DebateFacts, debateFacts } from "../../analysis/debate/debate-facts.ts";
import { panelVerdicts } from "../../analysis/panel-verdicts.ts";
import type { Assessment, Debate } from "../../domain/debate.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { Rating } from "../../domain/rating.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { CellOutcome } from "../../study/run-study.ts";

/** What is left of a run's debates once they are written. */
export type Gathered = {
  readonly verdicts: readonly Verdict[];
  readonly facts: DebateFacts;
  /** Of each kind of accident the first debate that met it. */
  readonly accidents: readonly Debate[];
  /** All debates where they are kept, else none. */
  readonly debates: readonly Debate[];
};

export type Gathering = {
  readonly add: (outcome: CellOutcome) => Promise<void>;
  /** Cells so far. */
  readonly cells: () => number;
  readonly gathered: () => Gathered;
};

export type GatherSettings = {
  readonly ratings: GrowingFile;
  readonly debates: GrowingFile;
  readonly setsOfArm: ReadonlyMap<string, readonly PersonaSet[]>;
  /** Whether somebody reads the debates once more as a whole. */
  readonly keepsDebates: boolean;
};

function statusesOf({ groups }: Debate): ReadonlySet<Assessment["status"]> {
  return new Set(
    groups.flatMap(({ initial, final }) => [...initial, ...final].map((assessment) => assessment.status)),
  );
}

type GrowingFacts = {
  readonly circles: CircleFacts[];
  readonly spoken: { turns: number; unsupported: number };
};

/** Adds the facts of further debates to what is known of each condition. */
function addFacts(known: Map<string, GrowingFacts>, more: DebateFacts): void {
  for (const [key, { circles, spoken }] of Object.entries(more)) {
    const own = known.get(key) ?? { circles: [], spoken: { turns: 0, unsupported: 0 } };
    own.circles.push(...circles);
    own.spoken.turns += spoken.turns;
    own.spoken.unsupported += spoken.unsupported;
    known.set(key, own);
  }
}

/**
 * Takes a run's outcomes as they come, item by item: writes rows and debates and lets the debates go, which a long run
 * would fill a machine's memory with, once their item's verdicts are known.
 */
export function gatherOutcomes(settings: GatherSettings): Gathering {
  const { ratings, debates, setsOfArm, keepsDebates } = settings;
  const verdicts: Verdict[] = [];
  const facts = new Map<string, GrowingFacts>();
  const kept: Debate[] = [];
  const accidents = new Map<string, Debate>();
  let cells = 0;
  let ofItem: { readonly rows: Rating[]; readonly debates: Debate[] } = { rows: [], debates: [] };

  const closeItem = (): void => {
    verdicts.push(...panelVerdicts(ofItem.rows, ofItem.debates, setsOfArm));
    addFacts(facts, debateFacts(ofItem.debates));
    ofItem = { rows: [], debates: [] };
  };

  return {
    add: async ({ debate, ratings: rows }) => {
      cells++;
      const [last] = ofItem.debates;
      if (last !== undefined && last.item !== debate.item) closeItem();
      ofItem.rows.push(...rows);
      ofItem.debates.push(debate);
      if (keepsDebates) kept.push(debate);
      for (const status of statusesOf(debate)) if (!accidents.has(status)) accidents.set(status, debate);
      await ratings.add(rows);
      await debates.add([debate]);
    },
    cells: () => cells,
    gathered: () => {
      closeItem();
      return {
        verdicts,
        facts: Object.fromEntries(facts),
        accidents: [...accidents].flatMap(([status, debate]) => (status === "ok" ? [] : [debate])),
        debates: kept,
      };
    },
  };
}
