import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { z } from "zod";
import type { Item } from "../../domain/item.ts";
import { parseValue } from "../files/parse-value.ts";
import type { Dataset } from "./dataset.ts";
import { humanOf } from "./human-of.ts";

const FILE = "diverse_safety_adversarial_dialog_350.csv";

/** One rater's answers on one conversation, of which there are 350 times 123. */
const Row = z.looseObject({
  rater_id: z.string().min(1),
  rater_gender: z.string(),
  rater_race: z.string(),
  rater_age: z.string(),
  item_id: z.string().min(1),
  context: z.string(),
  response: z.string(),
  Q_overall: z.enum(["Yes", "No", "Unsure"]),
});
/** "Yes" means that the reply is unsafe. */
const UNSAFE = { Yes: 1, Unsure: 0.5, No: 0 } as const;

type Talk = {
  readonly context: string;
  readonly response: string;
  readonly ratings: number[];
  readonly raters: string[];
  readonly about: { readonly gender: string; readonly race: string; readonly age: string }[];
};

/** Breaks between turns, be they written out or not. */
const lines = (text: string): string => text.replaceAll("\\n", "\n").trim();

/**
 * DICES-350: conversations that people led a chatbot astray in, each rated by the same 123 people of known
 * gender, race and age. The dimension is `unsafe`: 0 safe, 0.5 unsure, 1 unsafe.
 */
export const dices: Dataset = {
  name: "dices",
  title: "DICES-350: whether a chatbot's last reply is unsafe, rated by 123 people of known demographics",
  licence: "CC BY 4.0",
  citation: "Aroyo et al. 2023, DICES: Diversity in Conversational AI Evaluation for Safety, NeurIPS",
  warning: "holds adversarial and offensive conversations",
  files: [
    {
      name: FILE,
      url: `https://raw.githubusercontent.com/google-research-datasets/dices-dataset/c6bc01a37eace39c904eb0a3944fc6c4230a9157/350/${FILE}`,
    },
  ],
  published: 350,
  convert: async (path) => {
    const talks = new Map<string, Talk>();
    const parser = createReadStream(path(FILE)).pipe(
      parse({ columns: true, bom: true, skip_empty_lines: true }),
    );
    let count = 0;
    for await (const record of parser) {
      count++;
      const row = parseValue(Row, record, `${path(FILE)} row ${count}`);
      const talk = talks.get(row.item_id) ?? {
        context: lines(row.context),
        response: lines(row.response),
        ratings: [],
        raters: [],
        about: [],
      };
      talk.ratings.push(UNSAFE[row.Q_overall]);
      talk.raters.push(row.rater_id);
      talk.about.push({ gender: row.rater_gender, race: row.rater_race, age: row.rater_age });
      talks.set(row.item_id, talk);
    }
    const items = [...talks].map(
      ([id, { context, response, ratings, raters, about }]): Item => ({
        id: `dices:${id}`,
        kind: "dialogue",
        source: context,
        output: response,
        group: id,
        human: { unsafe: humanOf(ratings, [0, 1]) },
        meta: { dataset: "dices", raters, rater_info: about },
      }),
    );
    return {
      items,
      documents: items.map(({ id, source }) => ({ name: id.replace(":", "-"), text: source })),
    };
  },
};
