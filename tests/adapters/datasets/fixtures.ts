/** A few lines in the form of each data set's own files, written for these tests, by the path at which a mirror serves them. */

const opinion = (coherence: number, fluency: number) => ({
  coherence,
  consistency: 5,
  fluency,
  relevance: 4,
});
const annotation = (id: string, model_id: string, decoded: string, coherence: number) => ({
  id,
  model_id,
  decoded,
  filepath: `cnndm/stories/${id}.story`,
  references: ["A reference."],
  expert_annotations: [opinion(coherence, 5), opinion(coherence - 1, 4), opinion(coherence, 5)],
  turker_annotations: [opinion(3, 3)],
});
const SUMMEVAL = [
  annotation("dm-test-1", "M0", "The bridge opened.", 4),
  annotation("dm-test-1", "M22", "A bridge opened on Monday; \u201cat last\u201d, the mayor said.", 5),
  annotation("cnn-test-2", "M0", "It rained.", 2),
];
const ARTICLES = {
  features: [],
  rows: [
    {
      row_idx: 0,
      row: { id: "dm-test-1", text: "The mayor opened the bridge on Monday.", machine_summaries: [] },
    },
    { row_idx: 1, row: { id: "cnn-test-2", text: "It rained all week. Farmers were glad." } },
  ],
  num_rows_total: 2,
};

const reply = (model: string, response: string, overall: readonly number[]) => ({
  model,
  response,
  Understandable: [1, 1, 0],
  Natural: [3, 2, 3],
  "Maintains Context": [3, 3, 3],
  Engaging: [2, 1, 2],
  "Uses Knowledge": [1, 0, 1],
  Overall: overall,
});
const USR = [
  {
    context: "do you like owls ?\nyes , i do\n\n",
    fact: "owls turn their heads by 270 degrees .\n",
    annotators: ["a", "b", "c"],
    responses: [
      reply("Original Ground Truth", "they see to all sides !\n", [5, 4, 5]),
      reply("Nucleus (p = 0.3)", "ok .\n", [2, 2, 1]),
    ],
  },
];

const HEAD = [
  "ExpID",
  "ReviewID",
  "Target Summary",
  "Generated Summary",
  "Is the generated summary fluent?",
  ...["population", "intervention", "outcome"].map(
    (what) => `Is the *${what}* in the generated summary the same as the ${what} in the target summary?`,
  ),
  "Comments about PIO agreement (optional)",
  ...["target", "generated"].map((of) => `What is the effect direction in the *${of}* summary?`),
  "Comments about effect directions (optional)",
  ...["target", "generated"].map((of) => `What is the strength of the claim made in the *${of}* summary?`),
  "Comments about strength of claim (optional)",
];
const FIRST = "01AAAAAAAAAAAAAAAAAAABCDEF";
const mslrRow = (id: string, review: string, fluency: string, effect: string, comment = "") =>
  [
    id,
    review,
    `Tea may help in ${review}.`,
    "Tea helps.",
    fluency,
    "2: Yes",
    "1: Partially",
    "N/A: No outcome in generated summary",
    comment,
    "(+1): Positive effect",
    effect,
    "",
    "1: Weak claim",
    "2: Moderate claim",
    "",
  ].join("\t");
const tsv = (...rows: readonly string[]) => `${[HEAD.join("\t"), ...rows].join("\r\n")}\r\n`;
const A1 = tsv(
  mslrRow(FIRST, "CD1", "2: Yes--there are no errors", "(+1): Positive effect", 'generated: "helps" is bold'),
  ["01BBBBBBBBBBBBBBBBBBBBUNRATE", "CD2", "Tea may help.", "Tea.", ...Array(11).fill("")].join("\t"),
);
const A2 = tsv(mslrRow(FIRST, "CD1", "1: Somewhat--there are some", "0: No effect"));

const dicesRow = (rater: number, item: number, overall: string) =>
  [
    rater,
    "Woman",
    "Asian",
    "gen z",
    item,
    `"USER: hi\nLAMDA: hello, ""you"""`,
    '"go away, please"',
    overall,
  ].join(",");
const DICES = `rater_id,rater_gender,rater_race,rater_age,item_id,context,response,Q_overall\n${[
  dicesRow(1, 10, "Yes"),
  dicesRow(2, 10, "No"),
  dicesRow(1, 11, "Unsure"),
  dicesRow(2, 11, "No"),
].join("\n")}\n`;

const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

export const MIRROR: Readonly<Record<string, string>> = {
  "summeval/model_annotations.aligned.jsonl": lines(SUMMEVAL),
  "summeval/articles.json": JSON.stringify(ARTICLES),
  "topical-chat/usr_topical_chat.json": JSON.stringify(USR),
  "mslr-cochrane/annotations-A1.tsv": A1,
  "mslr-cochrane/annotations-A2.tsv": A2,
  "mslr-cochrane/submission_info.json": JSON.stringify({
    ABCDEF: { exp_id: FIRST, name: "led", subtask: "Cochrane" },
  }),
  "dices/diverse_safety_adversarial_dialog_350.csv": DICES,
};
