import type { Corpus, Document } from "../domain/corpus.ts";
import { peopleNounsIn } from "../domain/people.ts";
import type { PersonaSet } from "../domain/persona.ts";
import type { Coverage } from "../domain/reproducibility.ts";
import { chunkDocument } from "./chunk-document.ts";
import type { Passages } from "./cluster-passages.ts";
import { statementsOf } from "./persona-parts.ts";
import { salientTerms } from "./salient-terms.ts";

function whySilent(document: Document, { chunks }: Pick<Passages, "chunks">): string {
  const own = chunks.filter((chunk) => chunk.document === document.id);
  if (own.length > 0)
    return own.some(({ text }) => peopleNounsIn(text).length > 0)
      ? "no persona quotes it"
      : "it names nobody";
  return chunkDocument(document).length > 0 ? "other documents say the same" : "it holds no passage of prose";
}

/**
 * Which documents and which clusters of passages speak through the personas of a set, by what these quote, and
 * which stay silent and why.
 *
 * @example coverageOf(set, corpus, passages).documents.silent // [{ document: "list", why: "it names nobody" }]
 */
export function coverageOf(
  set: PersonaSet,
  corpus: Corpus,
  { chunks, clustering }: Pick<Passages, "chunks" | "clustering">,
): Coverage {
  const quotes = set.personas.flatMap(statementsOf).flatMap(({ evidence }) => evidence);
  const heard = new Set(quotes.map(({ document }) => document));
  const quoted = new Set(quotes.map(({ chunk }) => chunk));
  const clusters = Array.from({ length: clustering.k }, (_, cluster) =>
    chunks.filter((_chunk, at) => clustering.labels[at] === cluster),
  );
  const terms = salientTerms(clusters.map((own) => own.map(({ text }) => text)));
  const silentDocuments = corpus.documents.filter(({ id }) => !heard.has(id));
  const silentClusters = clusters.flatMap((own, at) =>
    own.some(({ id }) => quoted.has(id))
      ? []
      : [{ cluster: at + 1, passages: own.length, terms: [...terms[at]!].slice(0, 6) }],
  );
  return {
    documents: {
      total: corpus.documents.length,
      silent: silentDocuments.map((document) => ({
        document: document.id,
        why: whySilent(document, { chunks }),
      })),
    },
    clusters: { total: clusters.length, silent: silentClusters },
  };
}
