import type { Ledger } from "../ledger/ledger.ts";
import { RUNGS, type Rung } from "./chat-model.ts";
import { TransportError } from "./transport-error.ts";

const FEATURE = /response_?format|json_?schema|json_?object|structured|grammar|schema|tool|function/i;
/** Complaints about the request's texts or the model, which no other rung would mend. */
const NOT_THE_RUNG =
  /context.?length|maximum context|too many tokens|content.?filter|temperature|top_p|max_(completion_)?tokens|model.{0,40}(not found|does not exist)/i;

/** Whether a refusal may be owed to the way in which the structured reply was asked for. */
function rejectsRung(error: unknown): boolean {
  if (!(error instanceof TransportError)) return false;
  const words = `${error.code ?? ""} ${error.message}`;
  if (error.status === 404) return FEATURE.test(words) && !NOT_THE_RUNG.test(words);
  return [400, 422, 501].includes(error.status ?? 0) && !NOT_THE_RUNG.test(words);
}

/** Runs an attempt on the rung of the structured-output ladder that this model and endpoint take. */
export type Ladder = <T>(attempt: (rung: Rung) => Promise<T>) => Promise<T>;

/**
 * Chooses the rung by the first attempt: JSON schema, else a tool call, else JSON mode. What succeeds is remembered in
 * the ledger under `name`, so that a resumed run, or another process, asks in the same way. The very first attempt
 * goes alone, so that a run opens with one rejected request and not with as many as it has at once.
 *
 * @throws the first rung's error, when every rung is rejected.
 */
export function createLadder(ledger: Ledger, name: string): Ladder {
  let settled: Rung | undefined;
  let recalled: Promise<void> | undefined;
  let first: Promise<unknown> | undefined;

  async function settle(rung: Rung): Promise<void> {
    const standing = await ledger.rememberChoice(name, rung);
    settled = RUNGS.find((known) => known === standing) ?? rung;
  }

  async function descend<T>(attempt: (rung: Rung) => Promise<T>): Promise<T> {
    let rejection: unknown;
    for (const rung of RUNGS) {
      try {
        const result = await attempt(rung);
        await settle(rung);
        return result;
      } catch (error) {
        if (!rejectsRung(error)) throw error;
        rejection ??= error;
      }
    }
    throw rejection;
  }

  async function recall(): Promise<void> {
    const chosen = await ledger.findChoice(name);
    settled = RUNGS.find((known) => known === chosen);
  }

  return async (attempt) => {
    recalled ??= recall();
    await recalled;
    if (settled) return attempt(settled);
    if (!first) {
      const leading = descend(attempt);
      first = leading;
      return leading;
    }
    await first.catch(() => {});
    return settled ? attempt(settled) : descend(attempt);
  };
}
