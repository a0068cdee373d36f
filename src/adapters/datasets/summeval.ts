import { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import type { Item } from "../../domain/item.ts";
import { parseValue } from "../files/parse-value.ts";
import { readJson } from "../files/read-json.ts";
import { readJsonl } from "../files/read-jsonl.ts";
import type { Dataset } from "./dataset.ts";
import { humanOf } from "./human-of.ts";

const DIMENSIONS = ["coherence", "consistency", "fluency", "relevance"] as const;
const ANNOTATIONS = "model_annotations.aligned.jsonl";
const ARTICLES = "articles.json";

const Opinion = z.object({
  coherence: z.number(),
  consistency: z.number(),
  fluency: z.number(),
  relevance: z.number(),
});
const Annotation = z.object({
  id: z.string(),
  model_id: z.string(),
  decoded: z.string(),
  expert_annotations: z.array(Opinion).min(1),
});
const Articles = z.object({
  rows: z.array(z.object({ row: z.object({ id: z.string(), text: z.string() }) })),
});

/**
 * SummEval: 100 news articles, 16 systems, three experts. The authors publish summaries and ratings without
 * the articles; their texts come from the copy that the MTEB benchmark keeps, joined by the articles' ids.
 */
export const summeval: Dataset = {
  name: "summeval",
  title: "SummEval: summaries of news articles by 16 systems, rated by three experts",
  licence: "MIT for summaries and ratings; the articles remain their publishers'",
  citation: "Fabbri et al. 2021, SummEval: Re-evaluating Summarization Evaluation, TACL 9",
  files: [
    {
      name: ANNOTATIONS,
      url: "https://storage.googleapis.com/sfr-summarization-repo-research/model_annotations.aligned.jsonl",
    },
    {
      name: ARTICLES,
      url: "https://datasets-server.huggingface.co/rows?dataset=mteb%2Fsummeval&config=default&split=test&offset=0&length=100",
    },
  ],
  published: 1600,
  convert: async (path) => {
    const { rows } = await readJson(path(ARTICLES), Articles);
    const articles = new Map(rows.map(({ row }) => [row.id, row.text]));
    const items: Item[] = [];
    for await (const { value, place } of readJsonl(path(ANNOTATIONS))) {
      const {
        id,
        model_id: system,
        decoded,
        expert_annotations: experts,
      } = parseValue(Annotation, value, place);
      const source = articles.get(id);
      if (source === undefined)
        throw new InputError("no-article", `${place} id: ${ARTICLES} holds no article "${id}"`);
      items.push({
        id: `summeval:${id}:${system}`,
        kind: "summary",
        source,
        output: decoded,
        system,
        group: id,
        human: Object.fromEntries(
          DIMENSIONS.map((name) => [
            name,
            humanOf(
              experts.map((expert) => expert[name]),
              [1, 5],
            ),
          ]),
        ),
        meta: { dataset: "summeval" },
      });
    }
    return { items, documents: [...articles].map(([name, text]) => ({ name, text })) };
  },
};
