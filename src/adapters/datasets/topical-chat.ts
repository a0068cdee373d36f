import { z } from "zod";
import type { Item } from "../../domain/item.ts";
import { readJson } from "../files/read-json.ts";
import type { Dataset } from "./dataset.ts";
import { humanOf } from "./human-of.ts";

const FILE = "usr_topical_chat.json";

/** Our names of USR's questions, and their scales. */
const QUESTIONS = [
  ["understandability", "Understandable", 0, 1],
  ["naturalness", "Natural", 1, 3],
  ["coherence", "Maintains Context", 1, 3],
  ["engagingness", "Engaging", 1, 3],
  ["groundedness", "Uses Knowledge", 0, 1],
  ["overall", "Overall", 1, 5],
] as const;

const Ratings = z.array(z.number());
const Contexts = z.array(
  z.object({
    context: z.string(),
    fact: z.string(),
    responses: z.array(
      z.object({
        model: z.string(),
        response: z.string(),
        Understandable: Ratings,
        Natural: Ratings,
        "Maintains Context": Ratings,
        Engaging: Ratings,
        "Uses Knowledge": Ratings,
        Overall: Ratings,
      }),
    ),
  }),
);

/** USR's annotations of Topical-Chat: 60 contexts, six responses each, three annotators. */
export const topicalChat: Dataset = {
  name: "topical-chat",
  title: "Topical-Chat (USR): replies in conversations about a fact, rated by three annotators",
  licence: "none stated by USR's authors: for research; do not publish it again",
  citation:
    "Mehri and Eskenazi 2020, USR, ACL; the conversations: Gopalakrishnan et al. 2019, Topical-Chat, Interspeech",
  files: [
    {
      name: FILE,
      url: "https://raw.githubusercontent.com/SmartDataAnalytics/proxy_indicators/5017317f0d03cdbc64a3a52c09fc0a6bf5c492b3/data/usr_topical_chat.json",
    },
  ],
  published: 360,
  convert: async (path) => {
    const contexts = await readJson(path(FILE), Contexts);
    const nameOf = (index: number): string => String(index).padStart(2, "0");
    const items = contexts.flatMap(({ context, fact, responses }, index): Item[] =>
      responses.map((response) => ({
        id: `topical-chat:${nameOf(index)}:${response.model.replaceAll(/\W+/g, "-")}`,
        kind: "dialogue",
        source: `CONVERSATION\n${context.trim()}\n\nFACT\n${fact.trim()}`,
        output: response.response.trim(),
        system: response.model,
        group: nameOf(index),
        human: Object.fromEntries(
          QUESTIONS.map(([name, question, low, high]) => [name, humanOf(response[question], [low, high])]),
        ),
        meta: { dataset: "topical-chat" },
      })),
    );
    const documents = contexts.map(({ fact }, index) => ({
      name: `fact-${nameOf(index)}`,
      text: fact.trim(),
    }));
    return { items, documents };
  },
};
