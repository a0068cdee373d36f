import { keySet } from "./key-set.ts";
import type { LedgerReply } from "./ledger.ts";

/**
 * What a process took. `used`: entries of the ledger, each once; of these `replayed` stood there. `made`: calls that
 * brought the others, one each where a call brings one reply. `repeated`: calls that may have been paid once more than they were used. `failed`: calls given up. Tokens are
 * those of the used entries, null where one of them is unknown.
 */
export type Tally = {
  readonly used: number;
  readonly made: number;
  readonly replayed: number;
  readonly repeated: number;
  readonly failed: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
};

export type Counter = {
  /** An entry is used: `made` by a call of its own, brought `along` by another's, or `replayed`. */
  readonly use: (reply: LedgerReply, from: "made" | "along" | "replayed") => void;
  readonly repeat: (calls: number) => void;
  readonly fail: () => void;
  readonly tally: () => Tally;
  /** The builds that answered, as the provider names them. */
  readonly fingerprints: () => readonly string[];
};

const plus = (sum: number | null, value: number | null): number | null =>
  sum === null || value === null ? null : sum + value;

/** Counts what goes through a ledger. */
export function createCounter(): Counter {
  const used = keySet();
  const fingerprints = new Set<string>();
  let counts = { made: 0, replayed: 0, repeated: 0, failed: 0 };
  let tokens: Pick<Tally, "promptTokens" | "completionTokens"> = { promptTokens: 0, completionTokens: 0 };
  return {
    use: (reply, from) => {
      if (!used.add(reply.key)) return;
      if (from !== "along") counts = { ...counts, [from]: counts[from] + 1 };
      tokens = {
        promptTokens: plus(tokens.promptTokens, reply.promptTokens),
        completionTokens: plus(tokens.completionTokens, reply.completionTokens),
      };
      const build = [reply.model, reply.fingerprint].filter((part) => part !== null).join(" ");
      if (build !== "") fingerprints.add(build);
    },
    repeat: (calls) => {
      counts = { ...counts, repeated: counts.repeated + calls };
    },
    fail: () => {
      counts = { ...counts, failed: counts.failed + 1 };
    },
    tally: () => ({ used: used.size(), ...counts, ...tokens }),
    fingerprints: () => [...fingerprints].sort(),
  };
}
