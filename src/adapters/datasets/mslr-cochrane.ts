import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { Item } from "../../domain/item.ts";
import { parseValue } from "../files/parse-value.ts";
import { readJson } from "../files/read-json.ts";
import { readText } from "../files/read-text.ts";
import type { Dataset } from "./dataset.ts";
import { humanOf } from "./human-of.ts";

const REPOSITORY =
  "https://raw.githubusercontent.com/allenai/mslr-annotated-dataset/3317358f52709dfab13b1896608e6b04945198e5/data";
const ANNOTATORS = ["A1", "A2"] as const;
const SYSTEMS = "submission_info.json";
const tableOf = (annotator: string): string => `annotations-${annotator}.tsv`;

const same = (what: string): string =>
  `Is the *${what}* in the generated summary the same as the ${what} in the target summary?`;
const DIRECTION = (of: string): string => `What is the effect direction in the *${of}* summary?`;
const STRENGTH = (of: string): string => `What is the strength of the claim made in the *${of}* summary?`;
const TEXTS = ["target", "generated"] as const;

/** Questions that are answered by a number from 0 to 2 with words behind it. */
const GRADED = [
  ["fluency", "Is the generated summary fluent?"],
  ["population", same("population")],
  ["intervention", same("intervention")],
  ["outcome", same("outcome")],
] as const;
const AGREED = ["effect_direction_agrees", "strength_agrees"] as const;

const Row = z.looseObject({
  ExpID: z.string().min(6),
  ReviewID: z.string().min(1),
  "Target Summary": z.string(),
  "Generated Summary": z.string(),
});
type Row = z.infer<typeof Row>;
const Systems = z.record(z.string(), z.object({ name: z.string() }));

const answerTo = (row: Row, question: string): string => String(row[question] ?? "");

/** `2: Yes--there are no errors …` as 2; "N/A", "Other / uncertain" and no answer as null. */
function grade(answer: string): number | null {
  const digit = /^([0-3]):/.exec(answer)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** `(+1): Positive effect`, `0: No effect` and `(-1): …` by their number; none stated as its own direction. */
function direction(answer: string): string | null {
  const sign = /^\(?([+-]?[01])\)?:/.exec(answer)?.[1];
  return sign ?? (answer.startsWith("N/A") ? "unspecified" : null);
}

/** 1 where both are told and alike, 0 where they differ, null where one is not told. */
function agree<T>([one, other]: readonly (T | null | undefined)[]): number | null {
  return one == null || other == null ? null : Number(one === other);
}

function answersOf(row: Row): Readonly<Record<string, number | null>> {
  return {
    ...Object.fromEntries(GRADED.map(([name, question]) => [name, grade(answerTo(row, question))])),
    effect_direction_agrees: agree(TEXTS.map((text) => direction(answerTo(row, DIRECTION(text))))),
    strength_agrees: agree(TEXTS.map((text) => grade(answerTo(row, STRENGTH(text))))),
  };
}

async function rowsOf(path: string): Promise<readonly Row[]> {
  const rows: unknown[] = parse(await readText(path), {
    columns: true,
    delimiter: "\t",
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  return rows.map((row, index) => parseValue(Row, row, `${path} row ${index + 1}`));
}

/**
 * The Cochrane part of the annotated MSLR shared task: summaries of several medical studies by several
 * systems, held against the review's own conclusion, which is the source here.
 */
export const mslrCochrane: Dataset = {
  name: "mslr-cochrane",
  title: "MSLR-Cochrane: machine summaries of medical reviews, rated against the review's own conclusion",
  licence: "Apache-2.0",
  citation:
    "Wang et al. 2023, Automated Metrics for Medical Multi-Document Summarization Disagree with Human Evaluations, ACL",
  files: [
    ...ANNOTATORS.map((annotator) => ({
      name: tableOf(annotator),
      url: `${REPOSITORY}/Annotations/Data%20for%20MSLR%20Annotation%20-%20Cochrane%20Subtask%20-%20${annotator}.tsv`,
    })),
    { name: SYSTEMS, url: `${REPOSITORY}/submission_info.json` },
  ],
  published: 597,
  convert: async (path) => {
    const systems = await readJson(path(SYSTEMS), Systems);
    const rated = new Map<
      string,
      { readonly row: Row; readonly by: Map<string, ReturnType<typeof answersOf>> }
    >();
    for (const annotator of ANNOTATORS)
      for (const row of await rowsOf(path(tableOf(annotator)))) {
        const answers = answersOf(row);
        if (Object.values(answers).every((answer) => answer === null)) continue;
        const key = `${row.ReviewID}:${row.ExpID.slice(-6)}`;
        const entry = rated.get(key) ?? { row, by: new Map() };
        entry.by.set(annotator, answers);
        rated.set(key, entry);
      }
    const conclusions = new Map<string, string>();
    const items = [...rated].map(([key, { row, by }]): Item => {
      const answers = [...by.values()];
      const of = (name: string): (number | null)[] => answers.map((each) => each[name] ?? null);
      conclusions.set(row.ReviewID, row["Target Summary"].trim());
      return {
        id: `mslr-cochrane:${key}`,
        kind: "summary",
        source: row["Target Summary"].trim(),
        output: row["Generated Summary"].trim(),
        system: systems[row.ExpID.slice(-6)]?.name ?? row.ExpID,
        group: row.ReviewID,
        human: {
          ...Object.fromEntries(GRADED.map(([name]) => [name, humanOf(of(name), [0, 2])])),
          ...Object.fromEntries(AGREED.map((name) => [name, humanOf(of(name), [0, 1])])),
        },
        meta: { dataset: "mslr-cochrane", raters: [...by.keys()] },
      };
    });
    return { items, documents: [...conclusions].map(([name, text]) => ({ name, text })) };
  },
};
