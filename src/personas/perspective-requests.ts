import type { Chunk } from "../domain/corpus.ts";
import { peopleNounsIn } from "../domain/people.ts";
import type { PerspectivesTask } from "../domain/prompt.ts";
import type { Clustering } from "./cluster-vectors.ts";
import { type Candidate, representativePassages } from "./representative-passages.ts";
import { salientTerms } from "./salient-terms.ts";
import type { Vector } from "./vectors.ts";

/** One request for perspectives: its task and the chunks behind the passages' short ids. */
export type PerspectivesRequest = {
  readonly label: string;
  readonly task: PerspectivesTask;
  readonly shown: ReadonlyMap<string, Chunk>;
};

/** Words of passages in one request. */
const BUDGET = 1500;
/** Documents that share a request when they have not spoken through their clusters. */
const SILENT_TOGETHER = 3;
/** Requests for silent documents at most: of a large corpus a panel cannot give voice to every document. */
const MOST_SILENT_REQUESTS = 12;

function requestFor(label: string, chunks: readonly Chunk[], terms: readonly string[]): PerspectivesRequest {
  const shown = new Map(chunks.map((chunk, index) => [`p${index + 1}`, chunk]));
  const passages = [...shown].map(([id, { document, page, text }]) => ({ id, document, page, text }));
  return { label, task: { kind: "perspectives", passages, terms }, shown };
}

/** Only a passage that names people can show whose view it is. */
function namesPeople({ chunk }: Candidate): boolean {
  return peopleNounsIn(chunk.text).length > 0;
}

function meanOf(candidates: readonly Candidate[]): Vector {
  const first = candidates[0]!.vector;
  return first.map(
    (_, at) => candidates.reduce((sum, { vector }) => sum + vector[at]!, 0) / candidates.length,
  );
}

/** A request for each cluster, about the passages that speak for it. Clusters that name nobody are left out. */
export function clusterRequests(
  candidates: readonly Candidate[],
  clustering: Clustering,
): readonly PerspectivesRequest[] {
  const clusters = clustering.centroids.map((centroid, cluster) => ({
    centroid,
    members: candidates.filter((_, index) => clustering.labels[index] === cluster),
  }));
  const terms = salientTerms(clusters.map(({ members }) => members.map(({ chunk }) => chunk.text)));
  return clusters.flatMap(({ centroid, members }, cluster) => {
    const passages = representativePassages(members.filter(namesPeople), centroid, BUDGET);
    return passages.length === 0 ? [] : [requestFor(`cluster-${cluster + 1}`, passages, terms[cluster]!)];
  });
}

/**
 * Requests for the documents that no finding quotes: a few together, each by the passages that speak for
 * it. Documents that name nobody stay silent.
 */
export function silentDocumentRequests(
  candidates: readonly Candidate[],
  heard: ReadonlySet<string>,
): readonly PerspectivesRequest[] {
  const silent = [...Map.groupBy(candidates.filter(namesPeople), ({ chunk }) => chunk.document)].filter(
    ([document]) => !heard.has(document),
  );
  const count = Math.min(MOST_SILENT_REQUESTS, Math.ceil(silent.length / SILENT_TOGETHER));
  const batches = Array.from({ length: count }, (_, at) =>
    silent.slice(at * SILENT_TOGETHER, (at + 1) * SILENT_TOGETHER).map(([, own]) => own),
  );
  const terms = salientTerms(batches.map((batch) => batch.flat().map(({ chunk }) => chunk.text)));
  return batches.map((batch, at) => {
    const passages = batch.flatMap((own) =>
      representativePassages(own, meanOf(own), BUDGET / SILENT_TOGETHER),
    );
    return requestFor(`silent-${at + 1}`, passages, terms[at]!);
  });
}
