import { stringify } from "yaml";
import type { ModelSpec } from "../../domain/study.ts";

/** What a new study is made of; paths are from its own folder. */
export type NewStudy = {
  readonly items: string;
  /** Null where the items' human ratings say what to rate. */
  readonly rubric: string | null;
  readonly task: string;
  readonly grounded: { readonly sets: readonly string[] } | { readonly corpus: string };
  readonly placebo: string;
  readonly model: Omit<ModelSpec, "id">;
};

function modelLines({ model, ...rest }: NewStudy["model"]): string {
  if (model === "lexical")
    return "# The baseline of text statistics; for a language model: assize init --model openai:gpt-4.1-mini\nmodel: lexical\n";
  const entry = {
    id:
      model
        .split(":")
        .at(-1)
        ?.replaceAll(/[^\w.-]+/g, "-") ?? model,
    model,
    ...rest,
    temperature: 1,
  };
  const note =
    "# Above temperature 0: replicates of a model that always answers alike say nothing about noise.\n";
  return `${note}${stringify({ models: [entry] }, { flowCollectionPadding: true })}`;
}

/** The text of a study that sets grounded personas against invented ones and controls, with words on each part. */
export function newStudyText({ items, rubric, task, grounded, placebo, model }: NewStudy): string {
  const line = (value: unknown): string => JSON.stringify(value);
  const sets =
    "corpus" in grounded
      ? `sets: 2, corpus: ${line(grounded.corpus)}`
      : `sets: [${grounded.sets.map(line).join(", ")}]`;
  return `# yaml-language-server: $schema=study.schema.json
version: 1
# What is judged, one JSON object a line; limit: 3 after the file's name takes the first three.
items: { file: ${line(items)} }
${rubric === null ? "# What is rated is what people rated in the items; a rubric file would stand here.\n" : `rubric: ${line(rubric)}\n`}task: ${line(task)}
arms:
  # Nobody in particular: what the model's own noise does.
  - { id: none, kind: none }
  # The same roles by their names alone, and personas that the model makes up, as many and as long.
  - { id: bare-role, kind: bare-role, like: grounded }
  - { id: invented, kind: invented, sets: 2, like: grounded }
  # Personas of another domain.
  - { id: placebo, kind: placebo, sets: [${line(placebo)}] }
  # Personas from the domain's documents, every quote verbatim.
  - { id: grounded, kind: grounded, ${sets} }
protocols: [independent, debate]
panel: 4
replicates: 3
${modelLines(model)}embedder: lsa
seed: 1
`;
}
