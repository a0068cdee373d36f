// Assize through its public door. `way` says how: "complete" asks one prompt through an opened model, as the
// other libraries do; "study" plans and runs a study of one panelist, with Assize's own prompt, citations looked
// up and rating rows made. After it, "ledger" keeps every reply in SQLite before it is used, and "none" keeps none;
// then a client, where it is not the lean one.
import { join } from "node:path";
import { z } from "zod";
import { openLedger, openModel, planCells, runStudy, seatNobody } from "../../../dist/index.js";
import { drive, oneByOne } from "../drive.ts";
import { CRITERION, promptOf } from "../material.ts";
import { forgetful } from "./forgetful.mjs";

const rubric = {
  dimensions: [
    { id: "coherence", definition: CRITERION, scale: { min: 1, max: 5, step: 1, level: "ordinal" } },
  ],
};
const seat = { id: "judge", persona: null, passages: [] };
const schema = z.object({ reasoning: z.string(), score: z.number().min(1).max(5) });
const toItem = ({ id, source, output }) => ({ id, kind: "summary", source, output });

const ways = {
  complete: (complete) =>
    oneByOne(async (item) => {
      const prompt = {
        name: "assess",
        task: { kind: "assess", item: toItem(item), rubric, seat, framing: "plain" },
        messages: [{ role: "user", content: promptOf(item) }],
        schema,
      };
      const reply = await complete(prompt, { label: `${item.id}/judge/0`, seed: 1 });
      return reply.status === "ok" ? reply.value.score : Number.NaN;
    }),
  study: (complete) => async (items, inFlight) => {
    const cells = planCells({
      items: items.map(toItem),
      panels: [{ arm: "none", personaSet: null, seats: seatNobody(1) }],
      protocols: ["independent"],
      models: ["bench"],
      framings: ["plain"],
      replicates: 1,
      seed: 1,
    });
    const brief = { rubric, purpose: "Rate summaries." };
    const values = [];
    for await (const { ratings } of runStudy({ complete: () => complete }, cells, brief, inFlight))
      for (const { value } of ratings) values.push(value);
    return values;
  },
};

await drive(async ({ address, inFlight, folder, way }) => {
  const [kind, keeping, client = "lean"] = way.split(" ");
  const ledger = keeping === "ledger" ? openLedger(join(folder, "ledger.sqlite")) : forgetful;
  const path = kind === "study" ? "assize" : "score";
  const opened = await openModel(
    { id: "bench", model: "openai:bench", baseURL: `${address}/${path}/v1`, client },
    { ledger, environment: {}, concurrency: inFlight },
  );
  return {
    rateAll: ways[kind](opened.complete),
    close: async () => {
      await opened.close();
      await ledger.close();
    },
  };
});
