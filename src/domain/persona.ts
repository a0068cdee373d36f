import { z } from "zod";
import { DimensionId } from "./rubric.ts";

/** A verbatim quote and where it stands: UTF-16 offsets into the document's clean text. */
export const Evidence = z.strictObject({
  document: z.string(),
  page: z.int().positive().nullable(),
  chunk: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  quote: z.string().min(1),
});
export type Evidence = z.infer<typeof Evidence>;

/** A sentence about a persona, and whether a document or the model vouches for it. */
export const Statement = z
  .strictObject({
    text: z.string().min(1),
    from: z.enum(["document", "model"]),
    evidence: z.array(Evidence).default([]),
  })
  .refine((statement) => statement.from === "model" || statement.evidence.length > 0, {
    message: "a statement from a document needs evidence",
  });
export type Statement = z.infer<typeof Statement>;

/** A persona's own lens. What it rates is the rubric; this is how it looks at it. */
export const PersonaDimension = z.strictObject({
  id: DimensionId,
  name: z.string().min(1),
  definition: z.string(),
});
export type PersonaDimension = z.infer<typeof PersonaDimension>;

/** The five fields of MAJ-EVAL (Chen et al., arXiv 2507.21028), in the order in which they are shown. */
export const PERSONA_FIELDS = [
  "demographics",
  "evaluativeDimension",
  "specialty",
  "traits",
  "relationships",
] as const;
export type PersonaField = (typeof PERSONA_FIELDS)[number];

export const Persona = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  stakeholder: z.string().min(1),
  dimensions: z.array(PersonaDimension),
  fields: z.strictObject({
    demographics: z.array(Statement),
    evaluativeDimension: z.array(Statement),
    specialty: z.array(Statement),
    traits: z.array(Statement),
    relationships: z.array(Statement),
  }),
  /** Whole passages of its documents that speak of its people: what it may look into when it judges an item. */
  passages: z.array(Evidence).optional(),
});
export type Persona = z.infer<typeof Persona>;

export const PersonaSetOrigin = z.enum(["grounded", "invented", "bare-role", "placebo", "file"]);
export type PersonaSetOrigin = z.infer<typeof PersonaSetOrigin>;

/** A frozen panel-to-be with its provenance. */
export const PersonaSet = z
  .strictObject({
    version: z.literal(1),
    id: z.string().min(1),
    origin: PersonaSetOrigin,
    corpus: z
      .strictObject({
        id: z.string(),
        digest: z.string(),
        documents: z.array(z.strictObject({ id: z.string(), file: z.string(), sha256: z.string() })),
      })
      .optional(),
    task: z.string().optional(),
    model: z.string(),
    embedder: z.string().optional(),
    seed: z.int(),
    promptsDigest: z.string(),
    k: z.int().positive().optional(),
    dropped: z.strictObject({
      /** Quotes that do not stand in the passage they cite. */
      notFound: z.int().nonnegative(),
      /** Replies that were malformed, refused or failed, and entries without a name or a quote. */
      malformed: z.int().nonnegative(),
      /** Passages that say again what others said, and quotes given twice for one dimension. */
      duplicate: z.int().nonnegative(),
    }),
    personas: z.array(Persona).min(1),
  })
  .refine((set) => new Set(set.personas.map((persona) => persona.id)).size === set.personas.length, {
    message: "persona ids must be unique within a set",
  });
export type PersonaSet = z.infer<typeof PersonaSet>;
