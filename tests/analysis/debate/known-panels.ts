import { analysisParts, assembleResult } from "../../../src/analysis/analysis-parts.ts";
import { debateFacts } from "../../../src/analysis/debate/debate-facts.ts";
import { tabulate } from "../../../src/analysis/tabulate.ts";
import type { Debate } from "../../../src/domain/debate.ts";
import { humanRows } from "../../../src/domain/human-rows.ts";
import type { Complete } from "../../../src/domain/ports.ts";
import type { Rating } from "../../../src/domain/rating.ts";
import type { StudyResult } from "../../../src/domain/result.ts";
import type { Protocol } from "../../../src/domain/study.ts";
import { planCells } from "../../../src/study/plan-cells.ts";
import { runStudy } from "../../../src/study/run-study.ts";
import { seatNobody } from "../../../src/study/seat-panel.ts";
import { DEBATERS_RUBRIC, type Debater, debaterScript, debatersItems } from "../../fakes/debaters.ts";
import { scriptedComplete } from "../../fakes/scripted-complete.ts";

export type KnownRun = {
  readonly result: StudyResult;
  readonly ratings: readonly Rating[];
  readonly debates: readonly Debate[];
};

/** A study of a panel that is known to the bottom, through the real pipeline. */
export async function runKnownPanel(
  kind: Debater,
  seed: number,
  how: {
    readonly items?: number;
    readonly hasPeople?: boolean;
    readonly protocols?: readonly Protocol[];
    readonly seats?: number;
    readonly spread?: Parameters<typeof debaterScript>[2];
    /** Who answers in place of the script. */
    readonly complete?: Complete;
  } = {},
): Promise<KnownRun> {
  const { items = 24, hasPeople = true, protocols = ["independent", "self-consistency", "debate"] } = how;
  const judged = debatersItems(items);
  const complete = how.complete ?? scriptedComplete(debaterScript(kind, seed, how.spread)).complete;
  const cells = planCells({
    items: judged,
    panels: [{ arm: "panel", personaSet: null, seats: seatNobody(how.seats ?? 3) }],
    protocols,
    models: ["m"],
    framings: ["plain"],
    replicates: 2,
    seed,
  });
  const equalTokens = protocols.filter((protocol) => protocol !== "independent");
  const brief = { rubric: DEBATERS_RUBRIC, purpose: "Judge.", equalTokens };
  const ratings: Rating[] = hasPeople ? humanRows(judged) : [];
  const debates: Debate[] = [];
  for await (const outcome of runStudy({ complete: () => complete }, cells, brief, 8)) {
    ratings.push(...outcome.ratings);
    debates.push(outcome.debate);
  }
  const options = { seed, bootstraps: 20, permutations: 19, debates: debateFacts(debates) };
  const parts = analysisParts(tabulate(ratings), options);
  // Of the analysis the part that is looked at: the others take most of its time.
  const looked = parts.filter(({ label }) => label.startsWith("what "));
  return { result: assembleResult(looked.map((part) => part.run())), ratings, debates };
}
