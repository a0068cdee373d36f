import type { Chunk, Document } from "../domain/corpus.ts";
import type { Evidence } from "../domain/persona.ts";
import type { PerspectivesReply } from "../prompts/ground.ts";
import { checkEvidence } from "./check-evidence.ts";
import { oneLine } from "./one-line.ts";
import { settleStakeholder } from "./settle-stakeholder.ts";

/** What one kind of people looks at, with the checked quotes that say so. */
export type Finding = {
  readonly stakeholder: string;
  readonly description: string;
  readonly name: string;
  readonly definition: string;
  readonly evidence: readonly Evidence[];
};

/** Quotes that do not stand where they are said to, and entries without a name or a quote. */
export type Losses = { readonly notFound: number; readonly malformed: number };

const LONGEST_NAME = 80;
const LONGEST_DEFINITION = 300;
/** What is read of one reply, however much a model writes. */
const MOST_DIMENSIONS = 40;
const MOST_QUOTES = 12;

/**
 * Reads a reply about a cluster: every quote checked against the passage that it cites, every stakeholder
 * settled on a word that stands there. A dimension whose quotes speak for several kinds of people becomes a
 * finding for each; what has no checked quote is dropped and counted.
 */
export function readPerspectives(
  reply: PerspectivesReply,
  shown: ReadonlyMap<string, Chunk>,
  documents: ReadonlyMap<string, Document>,
): { readonly findings: readonly Finding[]; readonly losses: Losses } {
  let notFound = 0;
  let malformed = 0;
  const findings: Finding[] = [];
  const given = reply.perspectives.flatMap((perspective) =>
    perspective.dimensions.map((dimension) => ({ perspective, dimension })),
  );
  for (const { perspective, dimension } of given.slice(0, MOST_DIMENSIONS)) {
    const name = oneLine(dimension.name, LONGEST_NAME);
    if (name === "" || dimension.evidence.length === 0) {
      malformed++;
      continue;
    }
    const spoken = dimension.evidence.slice(0, MOST_QUOTES).flatMap((cited) => {
      const passage = shown.get(cited.passage);
      const document = passage && documents.get(passage.document);
      const evidence = passage && document ? checkEvidence(cited.quote, passage, document) : null;
      const stakeholder =
        passage && evidence ? settleStakeholder(perspective.stakeholder, passage.text, evidence.quote) : null;
      if (evidence === null || stakeholder === null) notFound++;
      return evidence === null || stakeholder === null ? [] : [{ evidence, stakeholder }];
    });
    for (const [stakeholder, entries] of Map.groupBy(spoken, (entry) => entry.stakeholder))
      findings.push({
        stakeholder,
        description: oneLine(perspective.description, LONGEST_DEFINITION),
        name,
        definition: oneLine(dimension.definition, LONGEST_DEFINITION),
        evidence: entries.map((entry) => entry.evidence),
      });
  }
  return { findings, losses: { notFound, malformed } };
}
