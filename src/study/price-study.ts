import type { ModelPrice } from "../domain/price.ts";
import type { Scenario } from "./imagined-reply.ts";
import { moneyOf } from "./money-of.ts";
import {
  type ForeseenCalls,
  type Range,
  rehearseStudy,
  type StudyToRehearse,
  type Totals,
  totalOf,
} from "./rehearse-study.ts";

/** A model of the study and what it charges. */
export type PricedModel = {
  readonly id: string;
  readonly price: ModelPrice;
  /** Whether it thinks before it answers, in tokens that are charged and not shown. */
  readonly thinks: boolean;
  readonly isEmbedded: boolean;
  /** Replicates of a first assessment that one call draws. */
  readonly drawnTogether: number;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
};

/** Work that comes before the cells: a persona set that is not there yet. */
export type Making = {
  readonly what: string;
  /** Who does it, where it is not the first model. */
  readonly model?: string;
  readonly calls: Range;
  readonly promptTokens: Range;
  readonly completionTokens: Range;
};

export type StudyToPrice = StudyToRehearse & {
  readonly models: readonly PricedModel[];
  readonly making: readonly Making[];
  /** Calls in flight at most. */
  readonly concurrency: number;
  /** What an earlier run took, as multiples of what a plan would have foretold for it. */
  readonly calibration?: Totals | undefined;
};

type Facet = "arm" | "protocol" | "framing" | "framingKind" | "step";

/** What one arm, protocol, framing, model or step has a share in, as expected. */
export type PricePart = Totals & { readonly name: string; readonly money: number | null };

export type MoneyRange =
  | (Range & { readonly currency: string })
  | { readonly expected: null; readonly reason: string };

export type StudyPrice = {
  readonly cells: number;
  readonly calls: Range;
  readonly promptTokens: Range;
  readonly completionTokens: Range;
  readonly money: MoneyRange;
  readonly seconds: Range;
  /** Prompt tokens that open as an earlier request about the same item did, and what a provider's cache would save. */
  readonly prefixCache: { readonly tokens: number; readonly share: number; readonly money: number | null };
  /** Calls that protocols share are the first one's. */
  readonly by: Readonly<Record<Facet | "model", readonly PricePart[]>>;
  readonly making: readonly Making[];
};

/** Calls beyond the plan: malformed replies asked for once more, failures sent again. */
const AGAIN: Range = { low: 1, expected: 1.02, high: 1.1 };
const THINKING_TOKENS: Range = { low: 0, expected: 400, high: 2500 };
/** Seconds until a served model begins to answer, and tokens that it writes a second. */
const FIRST_TOKEN: Range = { low: 0.4, expected: 0.8, high: 3 };
const WRITES: Range = { low: 150, expected: 70, high: 25 };
/** Seconds that the embedded model takes for a call. */
const EMBEDDED: Range = { low: 0.0005, expected: 0.002, high: 0.02 };
/** How far a run may lie from one of its kind that was measured. */
const LIKE_MEASURED: Range = { low: 0.85, expected: 1, high: 1.15 };

const range = (read: (scenario: Scenario) => number): Range => ({
  low: read("low"),
  expected: read("expected"),
  high: read("high"),
});

const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

function scaled(totals: Totals, by: Totals): Totals {
  return {
    calls: totals.calls * by.calls,
    promptTokens: totals.promptTokens * by.promptTokens,
    completionTokens: totals.completionTokens * by.completionTokens,
  };
}

/** A call that draws several replicates pays its prompt once. */
function drawn(calls: readonly ForeseenCalls[], { drawnTogether }: PricedModel): Totals {
  return totalOf(
    calls.map((call) =>
      call.step === "assess"
        ? { ...call, calls: call.calls / drawnTogether, promptTokens: call.promptTokens / drawnTogether }
        : call,
    ),
  );
}

/** What one model makes of the calls: some sent again, its thinking added; the embedded one reads no tokens. */
function asSent(calls: Totals, model: PricedModel, scenario: Scenario): Totals {
  if (model.isEmbedded) return { calls: calls.calls, promptTokens: 0, completionTokens: 0 };
  const again = AGAIN[scenario];
  const thinking = model.thinks ? THINKING_TOKENS[scenario] * calls.calls : 0;
  const said = { ...calls, completionTokens: calls.completionTokens + thinking };
  return scaled(said, { calls: again, promptTokens: again, completionTokens: again });
}

/** Calls of a cell that must wait for one another at most: a discussion's turns, and what is around them. */
function chainOf(calls: readonly ForeseenCalls[], cells: number): number {
  const turns = totalOf(calls.filter(({ step }) => step === "discuss")).calls / cells;
  return turns > 0 ? turns + 3 : 1;
}

/** Seconds: by latency with so many calls at once, or by what the provider allows, whichever is longer. */
function secondsOf(
  sent: Totals,
  chain: number,
  model: PricedModel,
  scenario: Scenario,
  atOnce: number,
): number {
  if (sent.calls === 0) return 0;
  if (model.isEmbedded) return sent.calls * EMBEDDED[scenario];
  const latency = FIRST_TOKEN[scenario] + sent.completionTokens / sent.calls / WRITES[scenario];
  const { requestsPerMinute, tokensPerMinute } = model;
  const tokens = sent.promptTokens + sent.completionTokens;
  return Math.max(
    (sent.calls / atOnce + chain) * latency,
    requestsPerMinute === null ? 0 : (60 * sent.calls) / requestsPerMinute,
    tokensPerMinute === null ? 0 : (60 * tokens) / tokensPerMinute,
  );
}

/**
 * Calls, tokens, money and time of a study before anything is spent, low, expected and high: the debates of a sample
 * of its cells are rehearsed with imagined replies, so that its real prompts are rendered and its real protocols count
 * the calls. Nothing is asked of anybody. With a calibration the expectation is an earlier run's, scaled.
 */
export async function priceStudy(study: StudyToPrice): Promise<StudyPrice> {
  const { design, models, making, concurrency, calibration } = study;
  const foreseen = {
    low: await rehearseStudy(study, "low"),
    expected: await rehearseStudy(study, "expected"),
    high: await rehearseStudy(study, "high"),
  };
  const families = design.items.length * design.panels.length * design.framings.length * design.replicates;
  const once = { calls: 1, promptTokens: 1, completionTokens: 1 };
  const sentFor = (calls: readonly ForeseenCalls[], model: PricedModel, scenario: Scenario): Totals =>
    scaled(asSent(drawn(calls, model), model, scenario), model.isEmbedded ? once : (calibration ?? once));
  const judging = (model: PricedModel, scenario: Scenario): Totals => {
    if (calibration === undefined) return sentFor(foreseen[scenario], model, scenario);
    const times = LIKE_MEASURED[scenario];
    const likely = sentFor(foreseen.expected, model, "expected");
    return scaled(likely, { calls: times, promptTokens: times, completionTokens: times });
  };
  const sent = (model: PricedModel, scenario: Scenario): Totals => {
    const own = making.filter((one) => (one.model ?? models[0]?.id) === model.id);
    const made = own.map((one) => ({
      calls: one.calls[scenario],
      promptTokens: one.promptTokens[scenario],
      completionTokens: one.completionTokens[scenario],
    }));
    return totalOf([judging(model, scenario), asSent(totalOf(made), model, scenario)]);
  };
  const sum = (read: keyof Totals): Range =>
    range((scenario) => Math.round(totalOf(models.map((model) => sent(model, scenario)))[read]));
  const part = (name: string, calls: readonly ForeseenCalls[], by: readonly PricedModel[]): PricePart => {
    const own = by.map((model) => ({ model, totals: sentFor(calls, model, "expected") }));
    const whole = totalOf(own.map(({ totals }) => totals));
    return {
      name,
      calls: Math.round(whole.calls),
      promptTokens: Math.round(whole.promptTokens),
      completionTokens: Math.round(whole.completionTokens),
      money: own.map(({ model, totals }) => moneyOf(model.price, totals)).reduce(plus, 0),
    };
  };
  const along = (facet: Facet): readonly PricePart[] =>
    [...Map.groupBy(foreseen.expected, (call) => call[facet])].map(([name, own]) => part(name, own, models));

  return {
    cells: families * design.protocols.length * models.length,
    calls: sum("calls"),
    promptTokens: sum("promptTokens"),
    completionTokens: sum("completionTokens"),
    money: moneyRange(models, sent),
    seconds: range((scenario) =>
      models.reduce((seconds, model) => {
        const chain = chainOf(foreseen[scenario], families);
        return seconds + secondsOf(sent(model, scenario), chain, model, scenario, concurrency);
      }, 0),
    ),
    prefixCache: prefixCache(models, foreseen.expected, calibration?.promptTokens ?? 1),
    by: {
      arm: along("arm"),
      protocol: along("protocol"),
      framing: along("framing"),
      framingKind: along("framingKind"),
      step: along("step"),
      model: models.map((model) => part(model.id, foreseen.expected, [model])),
    },
    making,
  };
}

function moneyRange(
  models: readonly PricedModel[],
  sent: (model: PricedModel, scenario: Scenario) => Totals,
): MoneyRange {
  const unknown = models.flatMap(({ price }) => (price.input === null ? [price.reason] : []));
  if (unknown.length > 0) return { expected: null, reason: unknown.join("; ") };
  const currencies = [...new Set(models.flatMap(({ price }) => (price.input ? [price.currency] : [])))];
  if (currencies.length > 1)
    return {
      expected: null,
      reason: `the models are priced in ${currencies.join(" and ")}, which do not add up`,
    };
  const money = range((scenario) =>
    models.reduce((whole, model) => whole + (moneyOf(model.price, sent(model, scenario)) ?? 0), 0),
  );
  return { ...money, currency: currencies[0] ?? "USD" };
}

function prefixCache(
  models: readonly PricedModel[],
  calls: readonly ForeseenCalls[],
  calibration: number,
): StudyPrice["prefixCache"] {
  const asked = models.filter((model) => !model.isEmbedded);
  const cached = calibration * calls.reduce((sum, call) => sum + call.cachedTokens, 0);
  const whole = calibration * totalOf(calls).promptTokens;
  const saved = asked.map(({ price }) =>
    price.input === null ? null : (cached * (price.input - (price.cachedInput ?? price.input))) / 1e6,
  );
  return {
    tokens: Math.round(cached * asked.length),
    share: asked.length === 0 || whole === 0 ? 0 : cached / whole,
    money: saved.reduce(plus, 0),
  };
}
