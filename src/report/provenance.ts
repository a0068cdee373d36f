import type { Manifest } from "../domain/study.ts";

/** The part of a manifest that a report shows. Addresses and names of keys stay behind. */
export type Provenance = Pick<
  Manifest,
  | "assize"
  | "studyDigest"
  | "rubric"
  | "sets"
  | "commit"
  | "startedAt"
  | "finishedAt"
  | "node"
  | "cells"
  | "calls"
  | "money"
  | "notes"
> & {
  readonly seed: number;
  readonly task: string;
  readonly arms: readonly string[];
  readonly protocols: readonly string[];
  readonly framings: readonly string[];
  readonly panel: number;
  readonly replicates: number;
  readonly models: readonly {
    readonly id: string;
    readonly model: string;
    readonly temperature: number | null;
    readonly fingerprint: string | null;
  }[];
};

/** Takes from a manifest what says how the numbers came to be, and nothing that could be a secret. */
export function provenanceOf(manifest: Manifest): Provenance {
  const { study } = manifest;
  return {
    assize: manifest.assize,
    studyDigest: manifest.studyDigest,
    rubric: manifest.rubric,
    sets: manifest.sets,
    commit: manifest.commit,
    startedAt: manifest.startedAt,
    finishedAt: manifest.finishedAt,
    node: manifest.node,
    cells: manifest.cells,
    calls: manifest.calls,
    money: manifest.money,
    notes: manifest.notes,
    seed: manifest.seeds.study,
    task: study.task,
    arms: study.arms.map((arm) => arm.id),
    protocols: study.protocols,
    framings: study.framings,
    panel: study.panel,
    replicates: study.replicates,
    models: manifest.models.map(({ id, model, temperature, fingerprint }) => ({
      id,
      model,
      temperature: temperature ?? null,
      fingerprint: fingerprint ?? null,
    })),
  };
}
