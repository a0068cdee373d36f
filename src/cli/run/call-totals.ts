import type { Manifest } from "../../domain/study.ts";
import type { Doors } from "../with-models.ts";

/** Totals over this run and, where it went on with an earlier one, what that had made. */
export async function callTotals(doors: Doors, before: Manifest | null): Promise<Manifest["calls"]> {
  const tallies = doors.models.map(({ opened }) => opened.tally());
  const paid = await Promise.all(doors.models.map(({ spending }) => spending()));
  const sum = (read: (tally: (typeof tallies)[number]) => number): number =>
    tallies.reduce((total, tally) => total + read(tally), 0);
  const tokens = (read: (tally: (typeof tallies)[number]) => number | null): number | null =>
    tallies.reduce<number | null>((total, tally) => {
      const value = read(tally);
      return total === null || value === null ? null : total + value;
    }, 0);
  // Where the ledger adds up what the run pays, processes that were killed are counted, too.
  const known = paid.flatMap((spending) => spending ?? []);
  const counted =
    known.length === paid.length
      ? {
          made: known.reduce((total, { calls }) => total + calls, 0),
          repeated: known.reduce((total, { lost }) => total + lost, 0),
        }
      : {
          made: sum((tally) => tally.made) + (before?.calls.made ?? 0),
          repeated: sum((tally) => tally.repeated) + (before?.calls.repeated ?? 0),
        };
  const embedded = doors.embedded();
  const earlier = before?.calls.embeddings ?? { calls: 0, texts: 0 };
  const embeddings = { calls: embedded.calls + earlier.calls, texts: embedded.texts + earlier.texts };
  const prompts = doors.models.map(({ opened }) => opened.prompts());
  const characters = prompts.reduce((total, share) => total + share.characters, 0);
  const repeated = prompts.reduce((total, share) => total + share.repeated, 0);
  return {
    ...counted,
    ...(embeddings.calls > 0 ? { embeddings } : {}),
    ...(characters > 0 ? { prefixShare: Math.round((1000 * repeated) / characters) / 1000 } : {}),
    used: sum((tally) => tally.used),
    replayed: sum((tally) => tally.replayed),
    failed: sum((tally) => tally.failed) + (before?.calls.failed ?? 0),
    promptTokens: tokens((tally) => tally.promptTokens),
    completionTokens: tokens((tally) => tally.completionTokens),
  };
}
