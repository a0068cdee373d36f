import { readJson } from "../../adapters/files/read-json.ts";
import { InputError } from "../../domain/errors.ts";
import { PersonaSet } from "../../domain/persona.ts";
import { packagePath } from "../package-root.ts";

/** Sets that come along, each of a domain of its own. */
const SHIPPED = ["support-desk-1", "plain-medicine-1"];

/**
 * A set of another domain to hold one against: the given one, else the first that comes along and was made from
 * another corpus.
 */
export async function placeboFor(set: PersonaSet, given: PersonaSet | null): Promise<PersonaSet> {
  if (given !== null) return given;
  for (const name of SHIPPED) {
    const other = await readJson(packagePath(`personas/grounded/${name}.json`), PersonaSet);
    if (other.corpus?.id !== set.corpus?.id) return other;
  }
  throw new InputError(
    "no-placebo",
    `${set.id}: no set of another domain comes along; name one with --placebo`,
  );
}
