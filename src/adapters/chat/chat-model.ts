import type { RawReply } from "../ledger/ledger.ts";
import type { ReplySchema } from "./reply-schema.ts";

export type ChatMessage = { readonly role: "system" | "user" | "assistant"; readonly content: string };

/** The ways to ask for a structured reply, best first. */
export const RUNGS = ["json-schema", "tool-call", "json-mode"] as const;
export type Rung = (typeof RUNGS)[number];

/** What is sent. `name` is the reply's name, as structured-output interfaces ask for one. */
export type ChatRequest = {
  readonly messages: readonly ChatMessage[];
  readonly name: string;
  readonly schema: ReplySchema;
  readonly rung: Rung;
  readonly seed: number;
  /** Replies to be drawn; a provider that takes no number gives one. */
  readonly count: number;
  /** Whether to ask for the probabilities of the ratings' digits. */
  readonly logprobs: boolean;
};

/**
 * Sends one request once, and gives one reply or more. Says `sent` before the first byte goes out, as shortly before as
 * its client lets it know. Throws a `TransportError` where no reply came of it.
 */
export type Chat = (
  request: ChatRequest,
  signal: AbortSignal | undefined,
  sent: () => void,
) => Promise<readonly RawReply[]>;

/** Who answers. `endpoint` is null where the provider's own package knows the address. */
export type ModelIdentity = {
  readonly provider: string;
  readonly model: string;
  readonly endpoint: string | null;
};
