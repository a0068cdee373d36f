import type { Prompt } from "./prompt.ts";
import type { Missing } from "./rating.ts";

/** Which independent draw of a request this is. `label` names the replicate in the ledger's key; the seed does not. */
export type Draw = { readonly label: string; readonly seed: number };

/** Tokens of one call; null where the provider did not say. */
export type Usage = { readonly promptTokens: number | null; readonly completionTokens: number | null };

/** What token probabilities say of a rating: the expected value over the scale, and the probability of the one given. */
export type RatingExpectation = { readonly expected: number; readonly confidence: number };

/** A model's answer, parsed by the prompt's own schema, or the kind of accident. `hash` is of the raw reply. */
export type Reply<T> =
  | {
      readonly status: "ok";
      readonly value: T;
      readonly hash: string;
      readonly usage: Usage;
      /** One for each entry of an assessment, where the provider told the probabilities of its ratings. */
      readonly expectations?: readonly (RatingExpectation | undefined)[];
      /** Malformed replies that came before this one, and were asked for again. */
      readonly malformedBefore?: number;
    }
  | {
      readonly status: Exclude<Missing, "abstained">;
      readonly message: string;
      readonly hash?: string;
      readonly usage: Usage;
      readonly malformedBefore?: number;
    };

/** Asks a model. Accidents are replies; only what nobody inside can express (a wrong key, no such model) throws. */
export type Complete = <T>(prompt: Prompt<T>, draw: Draw, signal?: AbortSignal) => Promise<Reply<T>>;

/** Turns texts into vectors of one length, in order. */
export type Embed = (texts: readonly string[], signal?: AbortSignal) => Promise<readonly Float64Array[]>;

/** Readies an embedder for a body of texts: `lsa` is fitted on them, a remote embedder ignores them. */
export type FitEmbed = (corpus: readonly string[], signal?: AbortSignal) => Promise<Embed>;

/** Progress that a person may want to see. `done` of `total` units of one stage. */
export type ProgressEvent = {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly note?: string;
};
export type Notify = (event: ProgressEvent) => void;
