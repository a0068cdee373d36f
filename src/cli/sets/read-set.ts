import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { readJson } from "../../adapters/files/read-json.ts";
import { readText } from "../../adapters/files/read-text.ts";
import { InputError } from "../../domain/errors.ts";
import { type Evidence, PERSONA_FIELDS, type Persona, PersonaSet } from "../../domain/persona.ts";
import { cleanTextFolder } from "./write-clean-texts.ts";

const LONGEST_SHOWN = 80;

function quotedBy({ fields, passages = [] }: Persona): readonly Evidence[] {
  const statements = PERSONA_FIELDS.flatMap((field) => fields[field]);
  return [...statements.flatMap(({ evidence }) => evidence), ...passages];
}

/** The clean texts beside a set, by document; none where they were not kept. */
async function cleanTexts(setFile: string): Promise<ReadonlyMap<string, string>> {
  const folder = cleanTextFolder(setFile);
  const files = existsSync(folder) ? await readdir(folder) : [];
  const texts = await Promise.all(
    files
      .filter((file) => file.endsWith(".txt"))
      .map(async (file) => [basename(file, ".txt"), await readText(join(folder, file))] as const),
  );
  return new Map(texts);
}

/**
 * Reads a persona set that is to be seated. Its quotes will be shown as evidence, so each must stand where it says in
 * the clean text beside the set, where that was kept.
 *
 * @throws InputError for a file that is no set, and for a quote that its document does not hold there.
 */
export async function readSet(file: string): Promise<PersonaSet> {
  const set = await readJson(file, PersonaSet);
  const texts = await cleanTexts(file);
  for (const persona of set.personas)
    for (const { document, start, end, quote } of quotedBy(persona)) {
      const text = texts.get(document);
      if (text === undefined || text.slice(start, end) === quote) continue;
      const shown = quote.length > LONGEST_SHOWN ? `${quote.slice(0, LONGEST_SHOWN)}…` : quote;
      throw new InputError(
        "false-quote",
        `${file}: ${persona.id} quotes "${shown}", which does not stand at ${start}-${end} of ${join(cleanTextFolder(file), `${document}.txt`)}; ` +
          "take the set as assize ground wrote it, or make it again (assize personas check lists every such quote)",
      );
    }
  return set;
}
