/** How a reply ended: whole, declined (a refusal or a content filter), or cut by the limit of tokens. */
export type ReplyEnd = "complete" | "refused" | "cut";

/** A raw reply as it came, before anything is read out of it. Unknown is null, never 0. */
export type RawReply = {
  readonly end: ReplyEnd;
  readonly text: string;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** The model's name and build, as the provider reports them. */
  readonly model: string | null;
  readonly fingerprint: string | null;
  /** What else might have stood in the place of each rating, where that was asked for and told. JSON of `RatingChances`. */
  readonly chances: string | null;
};

/**
 * A stored reply. `digest` is the SHA-256 of the text; `call` names the paid call that brought it, which may have brought
 * others too; `run` whoever paid for it; `created` is milliseconds of Unix time. The request is not kept: its digest is
 * the key.
 */
export type LedgerReply = RawReply & {
  readonly key: string;
  readonly digest: string;
  readonly call: string;
  readonly run: string | null;
  readonly created: number;
};

/** A call that is about to be sent, or was. */
export type LedgerCall = {
  readonly id: string;
  readonly key: string;
  readonly run: string | null;
  readonly created: number;
};

/**
 * What a call finds when it begins: a reply that came meanwhile, and then nothing is to be sent; or how many earlier
 * calls under its key have no outcome that anybody knows (a process died, a connection broke, another process is at it).
 */
export type BegunCall = { readonly reply: LedgerReply } | { readonly earlier: number };

/**
 * What a run has paid, over all the processes that worked for it, killed ones too. `calls` brought replies; `lost` were
 * sent and nobody saw their outcome, or it came too late to be used. Tokens are null where a reply's are unknown.
 */
export type RunSpending = {
  readonly calls: number;
  readonly lost: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
};

/**
 * What models said, under the digests of what they were asked. Several processes may share one ledger. Every
 * function that writes resolves once the write outlasts the process; `sync` waits until it outlasts a loss of power.
 */
export type Ledger = {
  readonly findReply: (key: string) => Promise<LedgerReply | undefined>;
  /** Asks whether a call is to be sent. Where a note takes a wait, as on another machine, it is noted here. */
  readonly beginCall: (call: LedgerCall) => Promise<BegunCall>;
  /** Said at the very moment at which a call that was begun goes out. Where a note takes no wait, it is noted here. */
  readonly sendCall: (call: LedgerCall) => void;
  /** Takes back a call that was not sent, or that the provider turned down, and so was not paid. */
  readonly withdrawCall: (id: string) => Promise<void>;
  /**
   * Stores the replies of one call and closes it. Resolves to what stands under their keys: the first reply stays, and a
   * call none of whose replies was needed stays noted, for it was paid all the same.
   */
  readonly recordReplies: (replies: readonly LedgerReply[]) => Promise<readonly LedgerReply[]>;
  /** Resolves once everything that was written before is safe on the disk. */
  readonly sync: () => Promise<void>;
  /** What a run has paid so far. */
  readonly spentBy: (run: string) => Promise<RunSpending>;
  /** A decision that later runs must share. The first value stays; resolves to what stands. */
  readonly rememberChoice: (name: string, value: string) => Promise<string>;
  readonly findChoice: (name: string) => Promise<string | undefined>;
  readonly findVectors: (keys: readonly string[]) => Promise<ReadonlyMap<string, Float64Array>>;
  /** Stores vectors in single precision, which is what embedders send. The first vector under a key stays. */
  readonly recordVectors: (vectors: ReadonlyMap<string, Float64Array>) => Promise<void>;
  readonly close: () => Promise<void>;
};
