import type { ModelSpec, Study } from "../../domain/study.ts";

/** Who would be asked by a study that is not built in, and may charge for it: models and embedders by their names. */
export function paidNames({ embedder }: Study, specs: readonly ModelSpec[]): readonly string[] {
  const models = specs.map(({ model }) => model).filter((model) => model !== "lexical");
  const named = typeof embedder === "string" ? embedder : embedder.model;
  return [...models, ...(named === "lsa" ? [] : [named])];
}
