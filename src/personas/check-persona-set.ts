import type { Chunk, Corpus, Document } from "../domain/corpus.ts";
import { type Evidence, PERSONA_FIELDS, type Persona, type PersonaSet } from "../domain/persona.ts";
import { isVerbatim } from "../domain/verbatim.ts";
import { chunkDocument } from "./chunk-document.ts";
import { statementsOf } from "./persona-parts.ts";
import { standsIn } from "./settle-stakeholder.ts";

/** Something in a set that does not hold against its corpus; `where` is an id or a path within the set. */
export type Problem = { readonly where: string; readonly what: string };

type Known = {
  readonly documents: ReadonlyMap<string, Document>;
  readonly chunks: ReadonlyMap<string, Chunk>;
};

function checkProvenance(set: PersonaSet, corpus: Corpus): readonly Problem[] {
  if (set.corpus === undefined)
    return set.origin === "grounded"
      ? [{ where: "corpus", what: "the set is grounded and names no corpus" }]
      : [];
  const read = new Map(corpus.documents.map((document) => [document.id, document]));
  const digest =
    set.corpus.digest === corpus.digest
      ? []
      : [
          {
            where: "corpus.digest",
            what: `the corpus has changed: ${set.corpus.digest} then, ${corpus.digest} now`,
          },
        ];
  const documents = set.corpus.documents.flatMap(({ id, file, sha256 }): Problem[] => {
    const document = read.get(id);
    if (document === undefined)
      return [{ where: `corpus.documents ${id}`, what: `${file} is not in the corpus` }];
    return document.sha256 === sha256
      ? []
      : [{ where: `corpus.documents ${id}`, what: `${file} is not the file that the set was made from` }];
  });
  return [...digest, ...documents];
}

function checkEvidenceOf(
  evidence: Evidence,
  where: string,
  { documents, chunks }: Known,
): readonly Problem[] {
  const { document: id, start, end, quote } = evidence;
  const document = documents.get(id);
  if (document === undefined) return [{ where, what: `quotes ${id}, which is not in the corpus` }];
  if (document.text.slice(start, end) !== quote)
    return [{ where, what: `the quote does not stand at ${start}-${end} of ${id}` }];
  const page = document.pages.find((candidate) => candidate.start <= start && end <= candidate.end);
  const chunk = chunks.get(evidence.chunk);
  return [
    ...(page === undefined || page.number !== evidence.page
      ? [
          {
            where,
            what: `the quote stands on page ${page?.number ?? "none"} of ${id}, not on ${evidence.page}`,
          },
        ]
      : []),
    ...(page !== undefined && !isVerbatim(page.raw, quote)
      ? [{ where, what: `the quote is not in the raw text of its page of ${id}` }]
      : []),
    ...(chunk === undefined || chunk.document !== id || start < chunk.start || end > chunk.end
      ? [{ where, what: `the quote does not stand in the passage ${evidence.chunk}` }]
      : []),
  ];
}

function checkPersona(persona: Persona, isGrounded: boolean, known: Known): readonly Problem[] {
  const evidence = statementsOf(persona).flatMap((statement) => statement.evidence);
  const passages = (persona.passages ?? []).flatMap((one, at) =>
    checkEvidenceOf(one, `${persona.id}.passages[${at}]`, known),
  );
  const quotes = PERSONA_FIELDS.flatMap((field) =>
    persona.fields[field].flatMap((statement, at) =>
      statement.evidence.flatMap((one) => checkEvidenceOf(one, `${persona.id}.${field}[${at}]`, known)),
    ),
  ).concat(passages);
  if (!isGrounded) return quotes;
  if (evidence.length === 0) return [{ where: persona.id, what: "no quote speaks for this persona" }];
  const isNamed = evidence.some(({ chunk }) =>
    standsIn(persona.stakeholder, known.chunks.get(chunk)?.text ?? ""),
  );
  return isNamed
    ? quotes
    : [
        ...quotes,
        { where: persona.id, what: `"${persona.stakeholder}" stands in none of its quoted passages` },
      ];
}

/**
 * Verifies a set against the corpus that it was made from: checksums, and for every quote its document,
 * offsets, page and passage, and that it is verbatim (a persona's passages likewise); for every grounded persona that its stakeholder
 * stands in a quoted passage. No problems is an empty list.
 *
 * @example checkPersonaSet(set, corpus) // [{ where: "nurse-1.traits[0]", what: "the quote does not ..." }]
 */
export function checkPersonaSet(set: PersonaSet, corpus: Corpus): readonly Problem[] {
  const documents = new Map(corpus.documents.map((document) => [document.id, document]));
  const quoted = new Set(
    set.personas
      .flatMap((persona) => [
        ...statementsOf(persona).flatMap(({ evidence }) => evidence),
        ...(persona.passages ?? []),
      ])
      .map(({ document }) => document),
  );
  const chunks = new Map(
    [...quoted].flatMap((id) => {
      const document = documents.get(id);
      return document === undefined ? [] : chunkDocument(document).map((chunk) => [chunk.id, chunk] as const);
    }),
  );
  const isGrounded = set.origin === "grounded";
  return [
    ...checkProvenance(set, corpus),
    ...set.personas.flatMap((persona) => checkPersona(persona, isGrounded, { documents, chunks })),
  ];
}
