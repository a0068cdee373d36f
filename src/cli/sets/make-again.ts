import { basename } from "node:path";
import { writeJson } from "../../adapters/files/write-files.ts";
import { returnEstimates } from "../../analysis/reproducibility.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { FitEmbed } from "../../domain/ports.ts";
import { deriveSeed } from "../../domain/random.ts";
import type { Repetition, Reproducibility } from "../../domain/reproducibility.ts";
import { MATCHED_FROM, matchSets } from "../../personas/match-sets.ts";
import { setReturn } from "../../personas/set-return.ts";

/** One set to make: where it goes, its name and seed, and what differs from the first. */
export type SetRequest = {
  readonly file: string;
  readonly id: string;
  readonly seed: number;
  readonly varied: Repetition["varied"];
  /** Which of the sets of its kind it is, from 1. */
  readonly index: number;
};

export type Again = {
  readonly file: string;
  readonly first: PersonaSet;
  /** Sets of each kind, the first one counted. */
  readonly repeat: number;
  readonly kinds: readonly Repetition["varied"][];
  readonly embedder: string;
  readonly fitEmbed: FitEmbed;
  readonly signal: AbortSignal;
};

function requestsFor({ file, first, repeat, kinds }: Again): readonly SetRequest[] {
  const stem = file.replace(/\.json$/, "");
  return kinds
    .flatMap((varied) => Array.from({ length: repeat - 1 }, (_, at) => ({ varied, index: at + 1 })))
    .map(({ varied, index }, at) => ({
      file: `${stem}-${at + 2}.json`,
      id: `${basename(stem)}-${at + 2}`,
      seed: deriveSeed(first.seed, "again", varied, index),
      varied,
      index,
    }));
}

/**
 * Makes a set again, from other seeds and where `kinds` says so from other documents too, and holds each
 * against the first: `SET-2.json` and so on beside it, and the report as `SET.reproducibility.json`.
 */
export async function makeAgain(
  again: Again,
  make: (request: SetRequest) => Promise<PersonaSet>,
  more: Pick<Reproducibility, "clusters" | "coverage" | "note">,
): Promise<Reproducibility> {
  const { first, embedder, fitEmbed, signal, file } = again;
  const repetitions: Repetition[] = [];
  for (const request of requestsFor(again)) {
    const set = await make(request);
    const match = await matchSets(first, set, fitEmbed, signal);
    const { seed, varied } = request;
    repetitions.push({ set: set.id, seed, varied, return: setReturn(first, set, match) });
  }
  const of = (kind: Repetition["varied"]) => repetitions.filter(({ varied }) => varied === kind);
  const report: Reproducibility = {
    version: 1,
    set: first.id,
    origin: first.origin,
    model: first.model,
    embedder,
    matchedFrom: MATCHED_FROM,
    repetitions,
    bySeed: returnEstimates(of("seed")),
    ...(again.kinds.includes("documents") ? { byDocuments: returnEstimates(of("documents")) } : {}),
    ...more,
  };
  await writeJson(`${file.replace(/\.json$/, "")}.reproducibility.json`, report);
  return report;
}
