import { entropy } from "../stats/entropy.ts";
import { jensenShannon } from "../stats/jensen-shannon.ts";
import type { Rng } from "../stats/rng.ts";
import { answerGrid } from "./answer-grid.ts";
import type { PanelAndPeople } from "./panel-and-people.ts";
import { answersByItem, type ItemAnswers, votesOf } from "./votes.ts";

/** How a panel's votes on one item stand to people's. */
export type VoteComparison = {
  readonly group: string;
  readonly dimension: string;
  /** Jensen-Shannon divergence from people's votes: the panel's, and that of people's pooled votes. */
  readonly divergence: number;
  readonly marginal: number;
  readonly panelEntropy: number;
  readonly humanEntropy: number;
  /** The panel's with its answers dealt to raters at random, once for each shuffle; and its mean entropy. */
  readonly shuffledDivergences: Float64Array;
  readonly shuffledEntropy: number;
};

/** The panel's votes and people's, item by item, on one dimension. */
export function compareVotes(both: PanelAndPeople, shuffles: number, rng: Rng): readonly VoteComparison[] {
  const grid = answerGrid([both.panel, both.human]);
  const panel = answersByItem(both.panel, grid);
  const human = answersByItem(both.human, grid);
  const highest = [...panel, ...human].flat(2).reduce((most, answer) => Math.max(most, answer), 0);
  const categories = highest + 1;
  const typical = both.panel.level === "nominal" ? "mode" : "median";
  const pooled = both.items
    .map(({ humanItem }) => votesOf(human[humanItem]!, categories, typical))
    .reduce((sum, votes) => sum.map((count, category) => count + votes[category]!));
  return both.items.map(({ panelItem, humanItem, group }) => {
    const own = votesOf(panel[panelItem]!, categories, typical);
    const people = votesOf(human[humanItem]!, categories, typical);
    let shuffledEntropy = 0;
    const shuffledDivergences = Float64Array.from({ length: shuffles }, () => {
      const votes = votesOf(dealtAnew(panel[panelItem]!, rng), categories, typical);
      shuffledEntropy += entropy(votes) / shuffles;
      return jensenShannon(votes, people);
    });
    return {
      group,
      dimension: both.dimension,
      divergence: jensenShannon(own, people),
      marginal: jensenShannon(pooled, people),
      panelEntropy: entropy(own),
      humanEntropy: entropy(people),
      shuffledDivergences,
      shuffledEntropy,
    };
  });
}

/** The same answers, dealt at random to raters who each keep the number of theirs. */
function dealtAnew(answers: ItemAnswers, rng: Rng): ItemAnswers {
  const deck = answers.flat();
  for (let last = deck.length - 1; last > 0; last--) {
    const other = Math.floor(rng() * (last + 1));
    [deck[last], deck[other]] = [deck[other]!, deck[last]!];
  }
  return answers.map((own) => own.map(() => deck.pop()!));
}
