import { createHash } from "node:crypto";
import { InputError } from "../domain/errors.ts";
import { ANONYMOUS_PREFIX } from "../domain/human-rows.ts";
import { groupOf, type Item, outputText } from "../domain/item.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";
import { HUMAN_ARM, type Rating } from "../domain/rating.ts";
import { isOnScale, type Rubric, type RubricDimension } from "../domain/rubric.ts";
import { framingText } from "../prompts/framings.ts";
import type { Form, Sheet } from "./form.ts";
import { formDimension } from "./form.ts";
import type { RatingFile } from "./rating-file.ts";
import { planShowings, type Showing, type ShowingPlan } from "./showings.ts";

/** Where people rate: what there is to rate, by what, in which order, and where it is kept. */
export type Desk = {
  /** The sheet to fill in next, or the one before it. Throws an `InputError` for a name that will not do. */
  readonly form: (annotator: string, which?: "next" | "before") => Form;
  /** Keeps an answer; `value` null is no opinion. Returns once it is on the disk. */
  readonly answer: (given: Answer) => Promise<{ readonly done: number; readonly total: number }>;
};

export type Answer = {
  readonly annotator: string;
  readonly sheet: string;
  readonly dimension: string;
  readonly value: number | null;
};

export type DeskInput = {
  readonly items: readonly Item[];
  readonly rubric: Rubric;
  readonly plan: ShowingPlan;
  readonly seed: number;
  readonly file: RatingFile;
};

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u;

function checkName(annotator: string): void {
  if (!NAME.test(annotator) || annotator.startsWith(ANONYMOUS_PREFIX) || annotator.endsWith(" "))
    throw new InputError(
      "annotator",
      "a name of up to 64 letters, digits, dots, hyphens and spaces is needed, such as ada or rater-3",
    );
}

/** Names a showing without telling that, or when, its item is shown again. */
function sheetId(showing: Showing): string {
  return createHash("sha256").update(JSON.stringify(showing)).digest("hex").slice(0, 16);
}

/** The rating row of one answer. */
function toRow(
  item: Item,
  dimension: RubricDimension,
  showing: Showing,
  rater: string,
  value: number | null,
) {
  const { min, max } = dimension.scale;
  const row: Rating = {
    item: item.id,
    dimension: dimension.id,
    arm: HUMAN_ARM,
    rater,
    value,
    ...(value === null ? { missing: "abstained", reason: "cannot-tell" } : {}),
    framing: showing.framing,
    replicate: showing.replicate,
    phase: "initial",
    group: groupOf(item),
    ...(item.system ? { system: item.system } : {}),
    scale: [min, max],
  };
  return row;
}

/**
 * A desk for any number of annotators. Each has an order of their own, drawn from the seed and their name
 * alone; where they are is read off the rows that are there, so that nothing else has to be kept. What the
 * panel said, what other people said and which system wrote an output are never shown.
 */
export function openDesk({ items, rubric, plan, seed, file }: DeskInput): Desk {
  const byId = new Map(items.map((item) => [item.id, item]));
  const ids = items.map(({ id }) => id);
  const orders = new Map<string, readonly Showing[]>();

  const orderOf = (annotator: string): readonly Showing[] => {
    const known = orders.get(annotator);
    if (known !== undefined) return known;
    checkName(annotator);
    const order = planShowings(ids, plan, rngFrom(deriveSeed(seed, "annotate", annotator)));
    orders.set(annotator, order);
    return order;
  };
  const answerTo = (showing: Showing, dimension: RubricDimension, annotator: string): Rating | undefined =>
    file.find(toRow(byId.get(showing.item)!, dimension, showing, annotator, null));
  const isDone = (showing: Showing, annotator: string): boolean =>
    rubric.dimensions.every((dimension) => answerTo(showing, dimension, annotator) !== undefined);
  /** Where the annotator stands: sheets are filled in one after the other. */
  const progressOf = (annotator: string): number => {
    const order = orderOf(annotator);
    const open = order.findIndex((showing) => !isDone(showing, annotator));
    return open < 0 ? order.length : open;
  };

  const sheetOf = (showing: Showing, annotator: string): Sheet => {
    const item = byId.get(showing.item)!;
    const answers = rubric.dimensions.flatMap((dimension) => {
      const row = answerTo(showing, dimension, annotator);
      return row === undefined ? [] : [[dimension.id, row.value] as const];
    });
    return {
      id: sheetId(showing),
      kind: item.kind,
      question: framingText(showing.framing),
      source: item.source,
      output: outputText(item),
      answers: Object.fromEntries(answers),
    };
  };

  return {
    form: (annotator, which = "next") => {
      const order = orderOf(annotator);
      const done = progressOf(annotator);
      const at = which === "before" ? Math.max(0, done - 1) : done;
      const showing = order[at];
      return {
        annotator,
        done,
        total: order.length,
        at,
        dimensions: rubric.dimensions.map(formDimension),
        sheet: showing === undefined ? null : sheetOf(showing, annotator),
      };
    },
    answer: async ({ annotator, sheet, dimension: name, value }) => {
      const order = orderOf(annotator);
      const done = progressOf(annotator);
      const showing = order.slice(Math.max(0, done - 1), done + 1).find((each) => sheetId(each) === sheet);
      if (showing === undefined)
        throw new InputError("stale", "this sheet is no longer open; load the page again");
      const dimension = rubric.dimensions.find(({ id }) => id === name);
      if (dimension === undefined)
        throw new InputError("dimension", `the rubric has no dimension "${name}"; load the page again`);
      if (value !== null && !isOnScale(dimension.scale, value))
        throw new InputError(
          "off-scale",
          `${name}: ${value} is no rating on the scale ${dimension.scale.min} to ${dimension.scale.max}`,
        );
      await file.save(toRow(byId.get(showing.item)!, dimension, showing, annotator, value));
      return { done: progressOf(annotator), total: order.length };
    },
  };
}
