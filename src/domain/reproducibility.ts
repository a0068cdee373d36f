import { z } from "zod";
import { Estimate } from "./estimate.ts";
import { PersonaSetOrigin } from "./persona.ts";
import { Share } from "./quantities.ts";

/** How much of a set came back when it was made again. */
export const SetReturn = z.strictObject({
  /** Mean over the first set's personas of the likeness (cosine) to the nearest of the other set. */
  similarity: z.number().min(-1).max(1),
  /** Share of the first set's personas with a partner of their own at least as alike as `matchedFrom`. */
  matched: Share,
  /** Share of the first set's stakeholder groups that recur, synonyms taken as one. */
  groups: Share,
  /** Documents that both quote over documents that either quotes; absent where neither quotes any. */
  documents: Share.optional(),
});
export type SetReturn = z.infer<typeof SetReturn>;

/** A set made again: from another seed, or from another seed and three quarters of the documents. */
export const Repetition = z.strictObject({
  set: z.string(),
  seed: z.int(),
  varied: z.enum(["seed", "documents"]),
  return: SetReturn,
});
export type Repetition = z.infer<typeof Repetition>;

/** The same over repetitions: means, with t intervals for the first set as it is. */
export const ReturnEstimates = z.strictObject({
  similarity: Estimate,
  matched: Estimate,
  groups: Estimate,
  documents: Estimate.optional(),
});
export type ReturnEstimates = z.infer<typeof ReturnEstimates>;

/** Which documents and clusters of passages no persona quotes. Clusters are counted from 1. */
export const Coverage = z.strictObject({
  documents: z.strictObject({
    total: z.int().nonnegative(),
    silent: z.array(z.strictObject({ document: z.string(), why: z.string() })),
  }),
  clusters: z.strictObject({
    total: z.int().nonnegative(),
    silent: z.array(
      z.strictObject({
        cluster: z.int().positive(),
        passages: z.int().nonnegative(),
        terms: z.array(z.string()),
      }),
    ),
  }),
});
export type Coverage = z.infer<typeof Coverage>;

/** Clusters of the first set's passages: how k was chosen, and adjusted Rand indices of clustering again. */
export const ClusterStability = z.strictObject({
  k: z.int().nonnegative(),
  /** Mean silhouette of every k that was tried; empty where k was given. */
  curve: z.array(z.strictObject({ k: z.int().positive(), silhouette: z.number() })),
  seeds: Estimate,
  samples: Estimate,
});
export type ClusterStability = z.infer<typeof ClusterStability>;

/** How much of a persona set comes back when it is made again: `<set>.reproducibility.json`. */
export const Reproducibility = z.strictObject({
  version: z.literal(1),
  set: z.string(),
  origin: PersonaSetOrigin,
  model: z.string(),
  /** Embeds what personas look at, to compare them. */
  embedder: z.string(),
  matchedFrom: z.number(),
  repetitions: z.array(Repetition),
  /** From other seeds alone. */
  bySeed: ReturnEstimates,
  /** From other seeds and other documents; absent where there are no documents, or too few to leave some out. */
  byDocuments: ReturnEstimates.optional(),
  clusters: ClusterStability.optional(),
  coverage: Coverage.optional(),
  /** What must be known to read the numbers. */
  note: z.string().optional(),
});
export type Reproducibility = z.infer<typeof Reproducibility>;
