import { z } from "zod";
import { readJson } from "../../adapters/files/read-json.ts";
import { PERSONA_FIELDS, type Persona, PersonaSet } from "../../domain/persona.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { setOverview } from "../set-overview.ts";

const Options = z.object({ json: z.boolean().default(false) });

function card(persona: Persona): string {
  const fields = PERSONA_FIELDS.flatMap((field) =>
    persona.fields[field].flatMap((statement) => [
      `  ${field}: ${statement.text} [${statement.from}]`,
      ...statement.evidence.map(({ quote, document, page }) => {
        const where = page === null ? document : `${document}, page ${page}`;
        return `      “${quote}” (${where})`;
      }),
    ]),
  );
  return [`${persona.name}, ${persona.stakeholder} (${persona.id})`, ...fields].join("\n");
}

/** Prints who sits on the panel, with the evidence. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const set = await readJson(pathFrom(context, args[0] ?? ""), PersonaSet);
  context.print(
    options.json ? JSON.stringify(set, null, 2) : [setOverview(set), ...set.personas.map(card)].join("\n\n"),
  );
  return EXIT.done;
}
