import { z } from "zod";
import { lsaEmbedder } from "../../adapters/embedders/lsa.ts";
import { readJson } from "../../adapters/files/read-json.ts";
import { type Persona, PersonaSet } from "../../domain/persona.ts";
import type { FitEmbed } from "../../domain/ports.ts";
import { matchSets, type SetMatch } from "../../personas/match-sets.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { EmbedderOptions, embedderSpec, ledgerFrom, parseOptions, pathFrom } from "../options.ts";
import { setDiff } from "../sets/set-diff.ts";
import { withModels } from "../with-models.ts";

const Options = EmbedderOptions.extend({
  ledger: z.string().optional(),
  json: z.boolean().default(false),
});

const label = ({ id, name, stakeholder, dimensions }: Persona) => ({
  id,
  name,
  stakeholder,
  dimensions: dimensions.map((dimension) => dimension.name),
});

/** The match for machines, personas by what names them. */
function asJson(a: PersonaSet, b: PersonaSet, match: SetMatch): unknown {
  const alone = ({ persona, nearest, similarity }: SetMatch["gone"][number]) => ({
    persona: label(persona),
    nearest,
    similarity,
  });
  return {
    first: a.id,
    second: b.id,
    matchedFrom: match.matchedFrom,
    pairs: match.pairs.map(({ first, second, ...rest }) => ({
      first: label(first),
      second: label(second),
      ...rest,
    })),
    gone: match.gone.map(alone),
    new: match.fresh.map(alone),
    evidence: match.evidence,
  };
}

/** Two sets matched persona to persona: who came back, who is gone, who is new, and on what evidence. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const [first = "", second = ""] = args;
  const a = await readJson(pathFrom(context, first), PersonaSet);
  const b = await readJson(pathFrom(context, second), PersonaSet);
  const compare = (fitEmbed: FitEmbed): Promise<SetMatch> => matchSets(a, b, fitEmbed, context.signal);
  const spec = embedderSpec(options);
  // Only an embedder that is paid for needs a ledger.
  const match =
    spec === "lsa"
      ? await compare(lsaEmbedder({ seed: 1 }))
      : await withModels(
          context,
          { ledger: ledgerFrom(context, options.ledger, "."), specs: [] },
          ({ fitEmbed }) => compare(fitEmbed(spec, 1)),
        );
  context.print(options.json ? JSON.stringify(asJson(a, b, match), null, 2) : setDiff(a, b, match));
  return EXIT.done;
}
