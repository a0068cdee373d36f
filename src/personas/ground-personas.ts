import type { Corpus } from "../domain/corpus.ts";
import { ProviderError } from "../domain/errors.ts";
import type { Evidence, Persona, PersonaSet } from "../domain/persona.ts";
import type { Complete, Draw, FitEmbed, Notify } from "../domain/ports.ts";
import { deriveSeed } from "../domain/random.ts";
import { personaPrompt, perspectivesPrompt } from "../prompts/ground.ts";
import { type ChosenDimension, chooseDimensions } from "./choose-dimensions.ts";
import { clusterPassages } from "./cluster-passages.ts";
import type { Clustering } from "./cluster-vectors.ts";
import { consolidate } from "./consolidate.ts";
import { countingMalformed } from "./counting-malformed.ts";
import { inParallel } from "./in-parallel.ts";
import { numberedIds, uniqueName } from "./persona-parts.ts";
import { personaPassages } from "./persona-passages.ts";
import { clusterRequests, type PerspectivesRequest, silentDocumentRequests } from "./perspective-requests.ts";
import { promptsDigest } from "./prompts-digest.ts";
import { type Finding, readPerspectives } from "./read-perspectives.ts";
import { relateFindings } from "./relate-findings.ts";
import type { Candidate } from "./representative-passages.ts";
import { standsIn } from "./settle-stakeholder.ts";
import { groundedTask, personaSources, writePersona } from "./write-persona.ts";

export type GroundPorts = {
  readonly complete: Complete;
  readonly fitEmbed: FitEmbed;
  readonly notify?: Notify | undefined;
};

export type GroundOptions = {
  readonly id: string;
  /** How many personas at most; 8 where absent. */
  readonly personas?: number | undefined;
  /** Number of clusters; chosen by silhouette where absent. */
  readonly k?: number | undefined;
  readonly seed: number;
  /** What the panel is for. */
  readonly task?: string | undefined;
  readonly model: string;
  readonly embedder: string;
  readonly signal?: AbortSignal | undefined;
};

type Grounding = { readonly ports: GroundPorts; readonly corpus: Corpus; readonly options: GroundOptions };
type Dropped = PersonaSet["dropped"];

const PERSONAS = 8;

/** Names a draw; the seed stands in the label too, so that another seed is another draw of the same request. */
function drawOf(seed: number, step: string): Draw {
  return { label: `ground/${seed}/${step}`, seed: deriveSeed("ground", seed, step) };
}

const heardIn = (findings: readonly { readonly evidence: readonly Evidence[] }[]): ReadonlySet<string> =>
  new Set(findings.flatMap(({ evidence }) => evidence.map(({ document }) => document)));

type Asked = {
  readonly findings: readonly Finding[];
  readonly dropped: Dropped;
  readonly accidents: readonly string[];
};

async function askPerspectives(
  { ports, corpus, options }: Grounding,
  stage: string,
  requests: readonly PerspectivesRequest[],
): Promise<Asked> {
  const documents = new Map(corpus.documents.map((document) => [document.id, document]));
  const replies = await inParallel(ports.notify, stage, requests, ({ label, task }) =>
    ports.complete(perspectivesPrompt(task), drawOf(options.seed, label), options.signal),
  );
  const read = replies.flatMap((reply, index) =>
    reply.status === "ok" ? [readPerspectives(reply.value, requests[index]!.shown, documents)] : [],
  );
  const accidents = replies.flatMap((reply) =>
    reply.status === "ok" ? [] : [`${reply.status}: ${reply.message}`],
  );
  return {
    findings: read.flatMap(({ findings }) => findings),
    dropped: {
      notFound: read.reduce((sum, { losses }) => sum + losses.notFound, 0),
      malformed: read.reduce((sum, { losses }) => sum + losses.malformed, 0),
      duplicate: 0,
    },
    accidents,
  };
}

/** The clusters' perspectives, then those of the documents that nothing quoted so far. */
async function findPerspectives(
  grounding: Grounding,
  candidates: readonly Candidate[],
  clustering: Clustering,
): Promise<Asked> {
  const requests = clusterRequests(candidates, clustering);
  const first = await askPerspectives(grounding, "perspectives", requests);
  const second = await askPerspectives(
    grounding,
    "silent documents",
    silentDocumentRequests(candidates, heardIn(first.findings)),
  );
  return {
    findings: [...first.findings, ...second.findings],
    dropped: add(first.dropped, second.dropped),
    accidents: [...first.accidents, ...second.accidents],
  };
}

function add(a: Dropped, b: Dropped): Dropped {
  return {
    notFound: a.notFound + b.notFound,
    malformed: a.malformed + b.malformed,
    duplicate: a.duplicate + b.duplicate,
  };
}

async function writePersonas(
  { ports, corpus, options }: Grounding,
  chosen: readonly ChosenDimension[],
  candidates: readonly Candidate[],
): Promise<{ readonly personas: readonly Persona[]; readonly accidents: readonly string[] }> {
  const sources = chosen.map(personaSources);
  const replies = await inParallel(ports.notify, "personas", chosen, (dimension, index) =>
    ports.complete(
      personaPrompt(groundedTask(dimension, sources[index]!, options.task ?? null)),
      drawOf(options.seed, `persona-${index + 1}`),
      options.signal,
    ),
  );
  const accidents = replies.flatMap((reply) =>
    reply.status === "ok" ? [] : [`${reply.status}: ${reply.message}`],
  );
  const written = replies.flatMap((reply, index) =>
    reply.status === "ok" ? [{ reply: reply.value, dimension: chosen[index]!, quotes: sources[index]! }] : [],
  );
  const ids = numberedIds(written.map(({ dimension }) => dimension.own.stakeholder));
  const taken = new Set<string>();
  const personas = written.map(({ reply, dimension, quotes }, index) => {
    const name = uniqueName(reply.name, dimension.own.stakeholder, dimension.own.name, taken);
    taken.add(name.toLowerCase());
    const persona = writePersona(reply, dimension, quotes, { id: ids[index]!, name });
    return { ...persona, passages: [...personaPassages(dimension, candidates, corpus)] };
  });
  return { personas, accidents };
}

/**
 * Makes a persona set from a corpus: passages are clustered, a model names who speaks through each cluster
 * with quotes that show it, every quote is checked, stakeholders and dimensions are consolidated, and each
 * chosen dimension becomes a persona whose statements carry their evidence. What fails a check is dropped
 * and counted, never mended. The same corpus, seed and replies give the same set.
 *
 * Throws an `InputError` where the corpus holds no passage that names people, a `ProviderError` where no
 * reply was of use.
 *
 * @example await groundPersonas({ complete, fitEmbed }, corpus, { id: "clinical", seed: 1, model, embedder })
 */
export async function groundPersonas(
  ports: GroundPorts,
  corpus: Corpus,
  options: GroundOptions,
): Promise<PersonaSet> {
  const { complete, malformed } = countingMalformed(ports.complete);
  const grounding = { ports: { ...ports, complete }, corpus, options };
  const { seed, signal } = options;
  const { chunks, duplicate, embed, vectors, clustering } = await clusterPassages(ports, corpus, {
    seed,
    k: options.k,
    signal,
  });
  const candidates = chunks.map((chunk, index): Candidate => ({ chunk, vector: vectors[index]! }));
  const asked = await findPerspectives(grounding, candidates, clustering);
  ports.notify?.({ stage: "consolidate", done: 0, total: asked.findings.length });
  if (asked.findings.length === 0) throw nothingLeft(corpus, asked, malformed());
  const related = await relateFindings(asked.findings, embed, signal);

  const chunkTexts = new Map(chunks.map(({ id, text }) => [id, text]));
  const { dimensions, duplicates } = consolidate(related, (noun, { chunk }) =>
    standsIn(noun, chunkTexts.get(chunk) ?? ""),
  );
  const chosen = chooseDimensions(dimensions, options.personas ?? PERSONAS, corpus.documents.length);
  const { personas, accidents } = await writePersonas(grounding, chosen, candidates);
  if (personas.length === 0)
    throw new ProviderError(
      "no-personas",
      `corpus ${corpus.id}: none of ${accidents.length} replies describes a persona (${accidents[0]}); try again or take another model`,
    );
  return {
    version: 1,
    id: options.id,
    origin: "grounded",
    corpus: {
      id: corpus.id,
      digest: corpus.digest,
      documents: corpus.documents.map(({ id, file, sha256 }) => ({ id, file, sha256 })),
    },
    ...(options.task === undefined ? {} : { task: options.task }),
    model: options.model,
    embedder: options.embedder,
    seed,
    promptsDigest: promptsDigest(),
    ...(clustering.k > 0 ? { k: clustering.k } : {}),
    dropped: {
      notFound: asked.dropped.notFound,
      malformed: asked.dropped.malformed + malformed(),
      duplicate: asked.dropped.duplicate + duplicate + duplicates,
    },
    personas: [...personas],
  };
}

function nothingLeft(corpus: Corpus, { dropped, accidents }: Asked, malformed: number): Error {
  const quotes = dropped.notFound;
  if (accidents.length > 0)
    return new ProviderError(
      "no-perspectives",
      `corpus ${corpus.id}: no reply was of use (${malformed} malformed, refused or failed, first "${accidents[0]}"; ` +
        `${quotes} quotes that do not stand where they are cited); try again or take another model`,
    );
  return new ProviderError(
    "no-evidence",
    `corpus ${corpus.id}: the model gave no quote that stands in the passage it cites (${quotes} quotes dropped); ` +
      "take another model",
  );
}
