import type { Assessment } from "../domain/debate.ts";
import type { Complete } from "../domain/ports.ts";
import { rngFrom } from "../domain/random.ts";
import { askBilled, type Bill, totalOf } from "./bill.ts";
import { isAskedAgain, lastQuestion } from "./last-question.ts";
import type { DebateInput, DebateOutcome, NamedSeat } from "./run-debate.ts";
import { toAssessment } from "./to-assessment.ts";

/** Further answers that one panelist gives at most, should its replies cost next to nothing. */
const MOST_SAMPLES = 100;

type Sample = { readonly assessment: Assessment; readonly bill: Bill };

/**
 * Asks panelists their last question once more: the same words under a draw of their own, so that the answers are
 * independent. `nth` counts a panelist's further answers from 1.
 */
function sampler(
  complete: Complete,
  input: DebateInput,
  { groups }: DebateOutcome,
): (panelist: string, nth: number) => Promise<Sample> {
  const groupOf = new Map(groups.flatMap((group) => group.panelists.map((id) => [id, group] as const)));
  return async (panelist, nth) => {
    const group = groupOf.get(panelist);
    if (!group) throw new Error(`no group of ${panelist}`);
    const isAgain = isAskedAgain(input, group);
    const prompt = lastQuestion(input, group, panelist, isAgain ? "final" : "initial");
    const draw = input.draw(isAgain ? `final-${nth}` : `sample-${nth}`, panelist);
    const { reply, bill } = await askBilled(
      complete,
      prompt,
      { step: "sample", panelist },
      draw,
      input.signal,
    );
    return { assessment: toAssessment(panelist, input.item, reply), bill };
  };
}

function withSamples(held: DebateOutcome, drawn: readonly Sample[]): DebateOutcome {
  if (drawn.length === 0) return held;
  const groups = held.groups.map((group) => {
    const samples = drawn
      .map(({ assessment }) => assessment)
      .filter(({ panelist }) => group.panelists.includes(panelist));
    return samples.length === 0 ? group : { ...group, samples };
  });
  return { ...held, groups, spent: [...held.spent, ...drawn.map(({ bill }) => bill)] };
}

/** Asks everybody its last question `times` more. */
export async function drawSamples(
  complete: Complete,
  input: DebateInput,
  held: DebateOutcome,
  times: number,
): Promise<DebateOutcome> {
  const ask = sampler(complete, input, held);
  const rounds = Array.from({ length: times }, (_, index) => index + 1);
  return withSamples(
    held,
    await Promise.all(rounds.flatMap((nth) => input.seats.map(({ id }) => ask(id, nth)))),
  );
}

/**
 * Tops a panel up to a budget of tokens, its replies so far included, with further answers to each panelist's last
 * question, in turn, in an order drawn from the seed. A next answer is expected to cost what the panelist's latest
 * to that question did; none is asked that would land farther from the budget than going without. What is drawn
 * follows from the budget and the replies alone.
 */
export async function topUp(
  complete: Complete,
  input: DebateInput,
  held: DebateOutcome,
  budget: number,
): Promise<DebateOutcome> {
  const ask = sampler(complete, input, held);
  const order = seatOrder(input);
  const latest = order.map(({ id }) => [id, latestCost(held.spent, id)] as const);
  // Who has not been paid for yet, its calls having failed, is expected to cost what others do.
  const usual = latest.reduce((most, [, cost]) => Math.max(most, cost), 0);
  const expected = new Map(latest.map(([id, cost]) => [id, cost > 0 ? cost : usual]));
  const costOf = (seats: readonly NamedSeat[]): number =>
    seats.reduce((sum, { id }) => sum + (expected.get(id) ?? usual), 0);
  const drawn: Sample[] = [];
  let left = budget - totalOf(held.spent);
  const take = async (seats: readonly NamedSeat[], nth: number): Promise<void> => {
    const samples = await Promise.all(seats.map(({ id }) => ask(id, nth)));
    for (const sample of samples) {
      const cost = totalOf([sample.bill]);
      left -= cost;
      if (cost > 0) expected.set(sample.assessment.panelist, cost);
    }
    drawn.push(...samples);
  };
  for (let nth = 1; nth <= MOST_SAMPLES && usual > 0; nth++) {
    const before = left;
    // A round that the budget surely holds is asked at once; the rest one by one, each after the last is paid.
    if (costOf(order) <= left) await take(order, nth);
    else
      for (const seat of order) {
        if (left < costOf([seat]) / 2) return withSamples(held, drawn);
        await take([seat], nth);
      }
    // Calls that bring nothing cost nothing: without this they would be made without end.
    if (left === before) break;
  }
  return withSamples(held, drawn);
}

/** The seats in an order drawn from the cell's seed. */
function seatOrder({ seats, draw }: DebateInput): readonly NamedSeat[] {
  const rng = rngFrom(draw("further", "panel").seed);
  return seats
    .map((seat) => ({ seat, lot: rng() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ seat }) => seat);
}

/** What a panelist's latest assessment took, turns aside. */
function latestCost(spent: readonly Bill[], panelist: string): number {
  const own = spent.filter((bill) => bill.panelist === panelist && bill.step !== "discussion");
  return totalOf(own.slice(-1));
}
