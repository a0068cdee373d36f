import { basename } from "node:path";
import { z } from "zod";
import { writeJson } from "../../adapters/files/write-files.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { FitEmbed, Notify } from "../../domain/ports.ts";
import type { Repetition, Reproducibility } from "../../domain/reproducibility.ts";
import type { Context } from "../context.ts";
import {
  EmbedderOptions,
  embedderSpec,
  ledgerFrom,
  ModelOptions,
  modelSpec,
  pathFrom,
  wholeNumber,
} from "../options.ts";
import { progress } from "../terminal/progress.ts";
import { type Doors, withModels } from "../with-models.ts";
import { makeAgain, type SetRequest } from "./make-again.ts";
import { reproducibilityOverview } from "./reproducibility-overview.ts";
import { setOverview } from "./set-overview.ts";

/** What every command that makes persona sets takes. */
export const MakingOptions = ModelOptions.extend({
  ...EmbedderOptions.shape,
  output: z.string(),
  personas: wholeNumber(1, LIMITS.personas).optional(),
  seed: wholeNumber(0).default(1),
  repeat: wholeNumber(2, LIMITS.repeats).optional(),
});
export type MakingOptions = z.infer<typeof MakingOptions>;

/** What a set is made with. */
export type Making = {
  readonly complete: ReturnType<Doors["complete"]>;
  readonly fitEmbed: (seed: number) => FitEmbed;
  readonly notify: Notify;
};

/** A set, and a line about it for people. */
export type Made = { readonly set: PersonaSet; readonly note?: string | undefined };

export type SetMaker = {
  /** Makes one set; it is written by whoever asked for it. */
  readonly make: (making: Making, request: SetRequest) => Promise<Made>;
  /** What sets made again may differ in beside the seed. */
  readonly kinds: readonly Repetition["varied"][];
  /** What else there is to say of the first set where it is made again. */
  readonly examine?: (
    making: Making,
    first: PersonaSet,
  ) => Promise<Pick<Reproducibility, "clusters" | "coverage" | "note">>;
};

/** Makes a set into the file of `--output`, again as often as `--repeat` says, and prints what came of it. */
export async function makeSets(context: Context, options: MakingOptions, maker: SetMaker): Promise<void> {
  const { seed, repeat, embedder, output, quiet, concurrency } = options;
  const { signal } = context;
  const { notify, end } = progress(context, quiet);
  const file = pathFrom(context, output);
  const setting = {
    ledger: ledgerFrom(context, options.ledger, "."),
    specs: [modelSpec(options)],
    concurrency,
  };
  const { first, report } = await withModels(context, setting, async (doors) => {
    const fitEmbed = (of: number) => doors.fitEmbed(embedderSpec(options), of);
    const making = { complete: doors.complete(modelSpec(options).id), fitEmbed, notify };
    const make = async (request: SetRequest): Promise<Made> => {
      const made = await maker.make(making, request);
      await writeJson(request.file, made.set);
      return made;
    };
    const id = basename(file).replace(/\.json$/, "");
    const first = await make({ file, id, seed, varied: "seed", index: 0 });
    if (repeat === undefined) return { first };
    const { set } = first;
    const again = { file, first: set, repeat, kinds: maker.kinds, embedder, fitEmbed: fitEmbed(1), signal };
    const examined = (await maker.examine?.(making, set)) ?? {};
    return { first, report: await makeAgain(again, async (request) => (await make(request)).set, examined) };
  });
  end();
  context.print(setOverview(first.set));
  if (first.note !== undefined) context.print(first.note);
  if (report !== undefined) context.print(reproducibilityOverview(report));
  context.remark(`wrote ${output}; look at it with: assize personas show ${output}`);
}
