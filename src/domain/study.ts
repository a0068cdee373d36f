import { z } from "zod";
import { BATTERY } from "./framing.ts";
import { LIMITS } from "./limits.ts";
import { Rubric } from "./rubric.ts";

const ArmId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, "lower-case letters, digits and hyphens")
  .refine((id) => id !== "human", { message: '"human" is kept for annotators' });

/** A file or a folder: no system takes a NUL in its name. */
const Path = z
  .string()
  .min(1)
  .refine((path) => !path.includes("\0"), { message: "a path cannot hold a NUL character" });

const SetCount = z.int().positive().max(LIMITS.sets);

/**
 * Where an arm's persona sets come from: how many to make, a corpus folder to ground them in, or a
 * list of set files (a folder in the list is grounded once).
 */
const Sets = z.union([SetCount, Path, z.array(Path).min(1)]);

/** Sets an arm holds where the study does not say: a claim about grounding is no claim about one set. */
export const DEFAULT_SETS = 3;

/** A compared condition. `like` names the arm whose sets it is matched to. */
export const Arm = z.discriminatedUnion("kind", [
  z.strictObject({ id: ArmId, kind: z.literal("none") }),
  z.strictObject({ id: ArmId, kind: z.literal("bare-role"), like: ArmId }),
  z.strictObject({
    id: ArmId,
    kind: z.literal("invented"),
    sets: z.union([SetCount, z.array(Path).min(1)]).default(DEFAULT_SETS),
    like: ArmId.optional(),
  }),
  z.strictObject({
    id: ArmId,
    kind: z.literal("placebo"),
    sets: z.union([Path, z.array(Path).min(1)]),
  }),
  z.strictObject({
    id: ArmId,
    kind: z.literal("grounded"),
    sets: Sets.default(DEFAULT_SETS),
    corpus: Path.optional(),
  }),
]);
export type Arm = z.infer<typeof Arm>;

/**
 * How a panel comes to its ratings. All begin with everybody's assessment alone; `independent` ends there. Then:
 * `self-consistency` asks everybody the same again and averages; `read-only` shows the group's assessments and
 * asks once more; `debate` discusses, moderated, and asks once more; `gated` debates only in groups that disagree.
 */
export const Protocol = z.enum(["independent", "self-consistency", "read-only", "debate", "gated"]);
export type Protocol = z.infer<typeof Protocol>;

/** Protocols in which nobody reads what others say. */
const ALONE: readonly Protocol[] = ["independent", "self-consistency"];

/** A model under its name in the study. `model` is `lexical` or `provider:name`. */
export const ModelSpec = z.strictObject({
  id: z.string().min(1),
  model: z.string().min(1),
  baseURL: z.string().optional(),
  apiKeyEnv: z.string().optional(),
  temperature: z.number().min(0).max(2).optional(),
  maxTokens: z.int().positive().optional(),
  /** Requests and tokens a minute that the provider allows. */
  rpm: z.number().positive().optional(),
  tpm: z.number().positive().optional(),
  /** Seconds after which a call is given up. */
  timeout: z.number().positive().optional(),
  /** Who sends: the lean client for what speaks like OpenAI, or LangChain, which reaches every provider. */
  client: z.enum(["lean", "langchain"]).optional(),
  /** `n`: replicates of one request are drawn in one call, where the provider takes `n`. */
  sampling: z.enum(["one", "n"]).optional(),
  /** Asks for the probabilities of the ratings' digits, where the provider gives them. */
  logprobs: z.boolean().optional(),
});
export type ModelSpec = z.infer<typeof ModelSpec>;

/** Who embeds: `lsa`, or `provider:name`, or a name with the address of an OpenAI-compatible server. */
export const EmbedderSpec = z.union([
  z.string().min(1),
  z.strictObject({
    model: z.string().min(1),
    baseURL: z.string().optional(),
    apiKeyEnv: z.string().optional(),
  }),
]);
export type EmbedderSpec = z.infer<typeof EmbedderSpec>;

/** Words for a value of another kind than is taken; what else may be wrong keeps its own. */
const misshapen = (words: string): { readonly error: z.core.$ZodErrorMap } => ({
  error: ({ code, input }) => (code === "invalid_type" && input !== undefined ? words : undefined),
});

/** The experiment, as its YAML file says it. */
export const Study = z
  .strictObject({
    version: z.literal(1),
    items: z.strictObject(
      { file: Path, limit: z.int().positive().optional() },
      misshapen("must name a file, as {file: items.jsonl} does"),
    ),
    rubric: z.string(misshapen("must be the name of a file, such as rubric.yaml")).pipe(Path).optional(),
    task: z.string().min(1),
    arms: z.array(Arm).min(1),
    protocols: z.array(Protocol).min(1).default(["independent"]),
    panel: z.int().min(1).max(LIMITS.panel).default(6),
    /** Ways of asking, each a row: some by name, or the whole validity battery. */
    framings: z
      .union([z.literal("battery").transform(() => [...BATTERY]), z.array(z.string().min(1)).min(1)])
      .default(["plain"]),
    replicates: z.int().positive().max(LIMITS.replicates).default(3),
    models: z.array(ModelSpec).min(1).optional(),
    model: z.string().min(1).optional(),
    embedder: EmbedderSpec.default("lsa"),
    seed: z.int().nonnegative().default(1),
    /** Limits over all resumes of the run: nothing is sent that could exceed one of them. */
    budget: z
      .strictObject({
        money: z.number().positive().optional(),
        tokens: z.int().positive().optional(),
        calls: z.int().positive().optional(),
        equalTokens: z.boolean().optional(),
      })
      .optional(),
    /** Asks the grounded sets closed-book questions on their evidence, too: at most so many for each persona. */
    knowledge: z
      .strictObject({
        questions: z.int().positive().max(LIMITS.questions).default(8),
        runs: z.int().positive().max(LIMITS.repeats).default(3),
      })
      .optional(),
    /**
     * Judges how far panelists keep to their personas in discussion: by the dialogue's own model, or another of the
     * study's by its name, as often as `reruns` says.
     */
    drift: z
      .union([
        z.boolean(),
        z.strictObject({
          judge: z.string().optional(),
          reruns: z.int().positive().max(LIMITS.repeats).default(1),
        }),
      ])
      .optional(),
    /** A turn that contradicts its speaker's persona is asked for once more. */
    consistency: z.literal("guard").optional(),
    /** A price list of one's own, which goes before the one that comes along. */
    prices: Path.optional(),
  })
  .refine((study) => (study.models === undefined) !== (study.model === undefined), {
    message: "give either `model` or `models`",
    path: ["models"],
  })
  .refine(
    ({ panel, protocols }) =>
      panel <= LIMITS.discussion || protocols.every((protocol) => ALONE.includes(protocol)),
    {
      message: `must be at most ${LIMITS.discussion} where panelists read one another; more may be asked by ${ALONE.join(" and ")}`,
      path: ["panel"],
    },
  )
  .superRefine(({ arms, protocols, framings, models = [] }, context) => {
    // Every row is one cell's; a thing that is named twice would be asked, and paid, for the same row.
    const lists: Readonly<Record<string, readonly string[]>> = {
      arms: arms.map(({ id }) => id),
      protocols,
      framings,
      models: models.map(({ id }) => id),
    };
    for (const [path, names] of Object.entries(lists)) {
      const twice = names.find((name, index) => names.indexOf(name) < index);
      if (twice !== undefined)
        context.addIssue({ code: "custom", path: [path], message: `names "${twice}" twice` });
    }
  });
export type Study = z.infer<typeof Study>;

/** What was run, with what, and what it cost: `manifest.json`. The only file of a run that holds clock times. */
export const Manifest = z.strictObject({
  version: z.literal(1),
  assize: z.string(),
  study: Study,
  studyDigest: z.string(),
  /** The items' file, relative to the run folder, as the sets' files are. */
  itemsFile: z.string(),
  /** A digest of each item, so that a later run can tell added items from changed ones. */
  items: z.record(z.string(), z.string()),
  rubric: z.strictObject({
    from: z.string(),
    digest: z.string(),
    dimensions: z.array(z.string()),
    /** The rubric itself, so that what panelists were asked can be told from the run alone. */
    full: Rubric.optional(),
  }),
  sets: z.array(
    z.strictObject({
      arm: z.string(),
      id: z.string(),
      file: z.string(),
      origin: z.string(),
      digest: z.string(),
      match: z.record(z.string(), z.number()).optional(),
      /** What was dropped when it was made: quotes not found, malformed replies, duplicates. */
      dropped: z.record(z.string(), z.int().nonnegative()).optional(),
    }),
  ),
  models: z.array(ModelSpec.extend({ fingerprint: z.string().optional() })),
  seeds: z.strictObject({ study: z.int() }),
  /** The name under which the ledger adds up what the run pays, over all its processes. */
  run: z.string().optional(),
  /** The version of the framings' texts. */
  framingsVersion: z.int().positive().optional(),
  commit: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  node: z.string(),
  cells: z.strictObject({ planned: z.int(), done: z.int() }),
  calls: z.strictObject({
    used: z.int(),
    made: z.int(),
    replayed: z.int(),
    /**
     * Tries that went out and of which no reply was used, over all processes, killed ones too. A SQLite ledger notes a
     * try as it goes out; PostgreSQL's just before, so that a process killed in between counts one that never went.
     */
    repeated: z.int(),
    failed: z.int(),
    promptTokens: z.int().nullable(),
    completionTokens: z.int().nullable(),
    /** Calls of embedders, and the texts that they were made for; vectors that the ledger held are none. */
    embeddings: z.strictObject({ calls: z.int(), texts: z.int() }).optional(),
    /** How much of the prompts opened as an earlier one did, which is what a provider's prefix cache serves. */
    prefixShare: z.number().min(0).max(1).optional(),
  }),
  money: z.number().nullable(),
  notes: z.array(z.string()).default([]),
});
export type Manifest = z.infer<typeof Manifest>;
