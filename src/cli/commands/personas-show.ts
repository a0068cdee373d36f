import { z } from "zod";
import { PERSONA_FIELDS, type Persona } from "../../domain/persona.ts";
import { measurePersonas } from "../../personas/persona-text.ts";
import { formatCount } from "../../report/format-number.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { readSet } from "../sets/read-set.ts";
import { setOverview } from "../sets/set-overview.ts";

const Options = z.object({ json: z.boolean().default(false) });

/** How much there is to read and how hard it is, so that arms can be matched. */
function measureText(personas: readonly Persona[]): string {
  const { words, grade } = measurePersonas(personas);
  return grade === null ? "nothing to read" : `${words} words, reading grade ${grade.toFixed(1)}`;
}

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
  const head = `${persona.name}, ${persona.stakeholder} (${persona.id}; ${measureText([persona])})`;
  const passages = persona.passages ?? [];
  const documents = new Set(passages.map(({ document }) => document)).size;
  const further =
    passages.length === 0
      ? []
      : [`  looks into ${formatCount(passages.length, "passage")} of ${formatCount(documents, "document")}`];
  return [head, ...fields, ...further].join("\n");
}

/** Prints who sits on the panel, with the evidence. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const set = await readSet(pathFrom(context, args[0] ?? ""));
  context.print(
    options.json
      ? JSON.stringify(set, null, 2)
      : [
          `${setOverview(set)}\n  in all ${measureText(set.personas)} (Flesch and Kincaid)`,
          ...set.personas.map(card),
        ].join("\n\n"),
  );
  return EXIT.done;
}
