// Three personas of one stakeholder group. `way` is a protocol and whether replies are kept: "read-only" is alone, then
// having read one another; "debate" is alone, two rounds in which each speaks after the other, alone again, and a
// summary.
import { join } from "node:path";
import { openLedger, openModel, planCells, runStudy, seatPanel } from "../../../dist/index.js";
import { drive } from "../drive.ts";
import { CRITERION, RATING } from "../material.ts";
import { forgetful } from "./forgetful.mjs";

const persona = (name, place) => {
  const dimension = { id: "coherence", name: "Coherence", definition: CRITERION };
  const says = (text) => [{ text, from: "model", evidence: [] }];
  return {
    id: `persona-${place + 1}`,
    name,
    stakeholder: "reader",
    dimensions: [dimension],
    fields: {
      demographics: says(`${name} has worked in the clinic for years.`),
      evaluativeDimension: says("Looks for order and links."),
      specialty: says("Reads reports every day."),
      traits: says("Careful and brief."),
      relationships: says("Explains what was read to others."),
    },
  };
};
const set = {
  version: 1,
  id: "three",
  origin: "file",
  model: "none",
  seed: 1,
  promptsDigest: "none",
  dropped: { notFound: 0, malformed: 0, duplicate: 0 },
  personas: ["Nurse", "Patient", "Doctor"].map(persona),
};
const rubric = {
  dimensions: [
    { id: "coherence", definition: CRITERION, scale: { min: 1, max: 5, step: 1, level: "ordinal" } },
  ],
};
const TURNS = { debate: 6, "read-only": 0 };

await drive(async ({ address, inFlight, folder, way }) => {
  const [protocol, keeping] = way.split(" ");
  const ledger = keeping === "ledger" ? openLedger(join(folder, "ledger.sqlite")) : forgetful;
  const opened = await openModel(
    { id: "bench", model: "openai:bench", baseURL: `${address}/panel/v1` },
    // As many calls as the items in flight can have under way at once.
    { ledger, environment: {}, concurrency: 3 * inFlight },
  );
  const isWhole = ({ groups: [group], synthesis }) =>
    group.initial.every(({ status }) => status === "ok") &&
    group.final.length === 3 &&
    group.final.every(({ status }) => status === "ok") &&
    group.turns.length === TURNS[protocol] &&
    (synthesis !== null) === (protocol === "debate");
  return {
    rateAll: async (items) => {
      const cells = planCells({
        items: items.map(({ id, source, output }) => ({ id, kind: "summary", source, output })),
        panels: [{ arm: "panel", personaSet: "three", seats: seatPanel(set, 3) }],
        protocols: [protocol],
        models: ["bench"],
        framings: ["plain"],
        replicates: 1,
        seed: 1,
      });
      const brief = { rubric, purpose: "Rate summaries." };
      const outcomes = [];
      for await (const { debate } of runStudy({ complete: () => opened.complete }, cells, brief, inFlight))
        outcomes.push(isWhole(debate) ? RATING : Number.NaN);
      return outcomes;
    },
    close: async () => {
      await opened.close();
      await ledger.close();
    },
  };
});
