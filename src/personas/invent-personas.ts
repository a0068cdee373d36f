import { countWords } from "../domain/content-words.ts";
import { InputError, ProviderError } from "../domain/errors.ts";
import type { Persona, PersonaSet } from "../domain/persona.ts";
import type { Complete, Draw, Notify } from "../domain/ports.ts";
import { deriveSeed } from "../domain/random.ts";
import { type InventReply, inventPrompt, personaPrompt } from "../prompts/ground.ts";
import { countingMalformed } from "./counting-malformed.ts";
import { fitStatements, type Offer } from "./fit-statements.ts";
import { inParallel } from "./in-parallel.ts";
import { inventFields } from "./invent-fields.ts";
import { fillsAll, joinRosters, type Place, seatRoster } from "./invented-roster.ts";
import { type Match, measureMatch } from "./measure-match.ts";
import { lensOf, mapFields, numberedIds, uniqueName } from "./persona-parts.ts";
import { type Measure, measurePersonas, textOf } from "./persona-text.ts";
import { promptsDigest } from "./prompts-digest.ts";
import { PERSONA_WORDS } from "./write-persona.ts";

export type InventPorts = { readonly complete: Complete; readonly notify?: Notify | undefined };

export type InventOptions = {
  readonly id: string;
  /** What the panel is for: all that the model is told. */
  readonly task: string;
  readonly seed: number;
  readonly model: string;
  /** The set to match in personas, groups, words and reading grade. */
  readonly like?: PersonaSet | undefined;
  /** Personas and stakeholder groups where there is no set to match. */
  readonly personas?: number | undefined;
  readonly groups?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type Invented = {
  readonly set: PersonaSet;
  /** What was achieved against `like`; empty without one. */
  readonly match: Partial<Match>;
};

const PERSONAS = 8;
const ROSTER_DRAWS = 3;
/** How far a persona may be longer or shorter than its model to make up for others. */
const MOST_CARRIED = 0.15;

/** Names a draw; the seed stands in the label too, so that another seed is another draw of the same request. */
function drawOf(seed: number, step: string): Draw {
  return { label: `invent/${seed}/${step}`, seed: deriveSeed("invent", seed, step) };
}

/** The personas to match, those of the largest group first: the order in which places are filled. */
function modelsOf(like: PersonaSet | undefined): readonly (readonly Persona[])[] {
  const groups = [...Map.groupBy(like?.personas ?? [], ({ stakeholder }) => stakeholder).values()];
  return groups.sort((a, b) => b.length - a.length);
}

/** Group sizes: those of the set to match, else as even as can be. */
function wantedSizes({ like, personas = PERSONAS, groups }: InventOptions): readonly number[] {
  if (like !== undefined) return modelsOf(like).map(({ length }) => length);
  const count = groups ?? Math.max(1, Math.round(personas / 3));
  if (count > personas)
    throw new InputError(
      "too-few-personas",
      `groups: ${count} stakeholder groups take at least as many personas, and ${personas} are asked for; raise the one or lower the other`,
    );
  return Array.from({ length: count }, (_, at) => Math.floor((personas + count - 1 - at) / count));
}

/** Asks for a roster, and again under another draw for as long as places stay free. */
async function fillPlaces(
  ports: InventPorts,
  options: InventOptions,
): Promise<{ readonly places: readonly Place[]; readonly accidents: readonly string[] }> {
  const sizes = wantedSizes(options);
  const wanted = sizes.reduce((sum, size) => sum + size, 0);
  const prompt = inventPrompt({ kind: "invent", task: options.task, groups: sizes.length, personas: wanted });
  const replies: InventReply[] = [];
  const accidents: string[] = [];
  for (let draw = 1; draw <= ROSTER_DRAWS && !fillsAll(joinRosters(replies), sizes); draw++) {
    const reply = await ports.complete(prompt, drawOf(options.seed, `roster-${draw}`), options.signal);
    if (reply.status === "ok") replies.push(reply.value);
    else accidents.push(`${reply.status}: ${reply.message}`);
  }
  return { places: seatRoster(joinRosters(replies), sizes), accidents };
}

function targetsOf(like: PersonaSet | undefined, count: number): readonly Measure[] {
  const models = modelsOf(like).flat();
  return Array.from({ length: count }, (_, at) => {
    const model = models[at];
    const measure = model === undefined ? null : measurePersonas([model]);
    return measure === null || measure.words === 0 ? { words: PERSONA_WORDS, grade: null } : measure;
  });
}

/** Fits persona after persona, each making up for what those before it are short of or over. */
function fitAll(
  offers: readonly (readonly Offer[])[],
  targets: readonly Measure[],
): readonly (readonly Offer[])[] {
  let owed = 0;
  return offers.map((own, at) => {
    const { words, grade } = targets[at]!;
    const carried = Math.max(-words * MOST_CARRIED, Math.min(words * MOST_CARRIED, owed));
    const chosen = fitStatements(own, { words: words + carried, grade });
    owed += words - countWords(textOf(chosen));
    return chosen;
  });
}

function personaOf(
  place: Place,
  offers: readonly Offer[],
  identity: { readonly id: string; readonly name: string },
): Persona {
  return {
    ...identity,
    stakeholder: place.stakeholder,
    dimensions: lensOf([place]),
    fields: mapFields((field) =>
      offers
        .filter((offer) => offer.field === field)
        .map(({ text }) => ({ text, from: "model", evidence: [] })),
    ),
  };
}

/**
 * Makes a persona set from a task's text alone: what a model comes up with where no document speaks. Matched to
 * `like` in personas, groups, words (10 % over the set) and reading grade (1), as near as whole sentences allow;
 * what was achieved is returned. No word of a document reaches the model.
 *
 * Throws an `InputError` without a task or with more groups than personas, a `ProviderError` where no reply was of use.
 *
 * @example await inventPersonas({ complete }, { id: "invented-1", task, seed: 1, model, like: grounded })
 */
export async function inventPersonas(ports: InventPorts, options: InventOptions): Promise<Invented> {
  const { id, task, seed, model, like, signal } = options;
  if (task.trim() === "")
    throw new InputError("no-task", "task: expected a text that says what the panel is for; it is empty");
  const { complete, malformed } = countingMalformed(ports.complete);
  const roster = await fillPlaces({ ...ports, complete }, options);
  const targets = targetsOf(like, roster.places.length);
  const asked = await inParallel(ports.notify, "personas", roster.places, (place, at) =>
    inventFields(
      ({ words, grade }, step) => {
        const { stakeholder, name, definition } = place;
        const dimension = { name, definition };
        const prompt = personaPrompt({
          kind: "persona",
          stakeholder,
          dimension,
          passages: [],
          task,
          words,
          grade,
        });
        return complete(prompt, drawOf(seed, `persona-${at + 1}-${step}`), signal);
      },
      place,
      targets[at]!,
    ),
  );
  const accidents = [...roster.accidents, ...asked.flatMap((one) => one.accidents)];
  const answered = roster.places.flatMap((place, at) =>
    asked[at]!.offers.length > 0 ? [{ place, ...asked[at]!, target: targets[at]! }] : [],
  );
  if (answered.length === 0)
    throw new ProviderError(
      "no-personas",
      `${id}: no reply describes a persona (${accidents[0] ?? "the roster is empty"}); try again or take another model`,
    );

  const fitted = fitAll(
    answered.map(({ offers }) => offers),
    answered.map(({ target }) => target),
  );
  const ids = numberedIds(answered.map(({ place }) => place.stakeholder));
  const taken = new Set<string>();
  const personas = answered.map(({ place, name: given }, at) => {
    const name = uniqueName(given ?? "", place.stakeholder, place.name, taken);
    taken.add(name.toLowerCase());
    return personaOf(place, fitted[at]!, { id: ids[at]!, name });
  });
  const set: PersonaSet = {
    version: 1,
    id,
    origin: "invented",
    task,
    model,
    seed,
    promptsDigest: promptsDigest(),
    dropped: { notFound: 0, malformed: malformed(), duplicate: 0 },
    personas,
  };
  return { set, match: like === undefined ? {} : measureMatch(set, like) };
}
