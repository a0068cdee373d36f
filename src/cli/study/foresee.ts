import { setImmediate } from "node:timers/promises";
import { replySchema } from "../../adapters/chat/reply-schema.ts";
import { tokenCounter } from "../../adapters/tokenizer/token-counter.ts";
import type { Item } from "../../domain/item.ts";
import type { PriceList } from "../../domain/price.ts";
import type { Rubric } from "../../domain/rubric.ts";
import type { ModelSpec, Study } from "../../domain/study.ts";
import { assessPrompt } from "../../prompts/assess.ts";
import { briefOf } from "../../study/brief-of.ts";
import { designOf } from "../../study/design-of.ts";
import type { Design } from "../../study/plan-cells.ts";
import { priceOfModel } from "../../study/price-of-model.ts";
import { type Making, type PricedModel, priceStudy, type StudyPrice } from "../../study/price-study.ts";
import type { Totals } from "../../study/rehearse-study.ts";
import type { SeatedSet } from "../sets/prepare-sets.ts";

/** A study with everything that its prompts are made of. */
export type ForeseenStudy = {
  readonly study: Study;
  readonly specs: readonly ModelSpec[];
  readonly items: readonly Item[];
  readonly rubric: Rubric;
  readonly sets: readonly SeatedSet[];
  readonly making: readonly Making[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
};

/** Prompts whose tokens are counted, and how much of each. */
const COUNTED_PROMPTS = 12;
const COUNTED_CHARACTERS = 6000;

/** Models that think before they answer, by name. */
const THINKS = /^openai:(gpt-5(?!.*chat)|o\d)|(reason|think|-r1\b)/i;

/** Characters in a token of this study's own prompts. */
async function charactersPerToken({ study, items, rubric }: ForeseenStudy, design: Design): Promise<number> {
  const count = await tokenCounter();
  const seats = design.panels.flatMap((panel) => panel.seats.slice(0, 1));
  const step = Math.max(1, Math.floor(items.length / COUNTED_PROMPTS));
  const texts = items
    .filter((_, index) => index % step === 0)
    .slice(0, COUNTED_PROMPTS)
    .map((item, index) => {
      const seat = seats[index % seats.length] ?? { id: "nobody", persona: null, passages: [] };
      const task = { kind: "assess", purpose: study.task, item, rubric, seat, framing: "plain" } as const;
      const text = assessPrompt(task).messages.map(({ content }) => content);
      return text.join("\n").slice(0, COUNTED_CHARACTERS);
    });
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return characters / texts.reduce((sum, text) => sum + count(text), 0);
}

function pricedModel(spec: ModelSpec, study: Study, lists: readonly PriceList[]): PricedModel {
  return {
    id: spec.id,
    price: priceOfModel(spec, lists),
    thinks: THINKS.test(spec.model),
    isEmbedded: spec.model === "lexical",
    drawnTogether: spec.sampling === "n" ? study.replicates : 1,
    requestsPerMinute: spec.rpm ?? null,
    tokensPerMinute: spec.tpm ?? null,
  };
}

/** What a study will take. With a calibration, by what an earlier run took. */
export async function foresee(
  foreseen: ForeseenStudy,
  lists: readonly PriceList[],
  calibration?: Totals,
): Promise<StudyPrice> {
  const design = designOf(foreseen);
  return priceStudy({
    design,
    brief: briefOf(foreseen.study, foreseen.rubric),
    models: foreseen.specs.map((spec) => pricedModel(spec, foreseen.study, lists)),
    making: foreseen.making,
    concurrency: foreseen.concurrency,
    charactersPerToken: await charactersPerToken(foreseen, design),
    schemaOf: replySchema,
    calibration,
    // A rehearsal waits for nothing, and would not hear that it is called off.
    pause: async () => {
      await setImmediate();
      foreseen.signal.throwIfAborted();
    },
  });
}
