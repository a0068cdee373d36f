import { type RubricDimension, scaleValues } from "../domain/rubric.ts";

/** A dimension as the form shows it. `values` is null where any number within the bounds may be given. */
export type FormDimension = {
  readonly id: string;
  readonly definition: string;
  readonly min: number;
  readonly max: number;
  readonly values: readonly number[] | null;
  /** What a value stands for, by its number. */
  readonly anchors: Readonly<Record<string, string>>;
};

/** One item to rate, and what was answered so far; null is no opinion. */
export type Sheet = {
  readonly id: string;
  readonly kind: "summary" | "dialogue";
  readonly question: string;
  readonly source: string;
  readonly output: string;
  readonly answers: Readonly<Record<string, number | null>>;
};

/** What the page shows: how far the annotator is, and the sheet to fill in, or null where all are done. */
export type Form = {
  readonly annotator: string;
  readonly done: number;
  readonly total: number;
  /** Which sheet this is, from 0. */
  readonly at: number;
  readonly dimensions: readonly FormDimension[];
  readonly sheet: Sheet | null;
};

export function formDimension({ id, definition, scale }: RubricDimension): FormDimension {
  const { min, max, anchors = {} } = scale;
  return { id, definition, min, max, values: scaleValues(scale), anchors };
}
