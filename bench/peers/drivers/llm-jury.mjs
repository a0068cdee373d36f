// Three personas, two rounds (alone, then having read one another) and a summary, each item.
import {
  DebateConfig,
  FunctionClassifier,
  Jury,
  LiteLLMClient,
  MajorityVoteJudge,
  PersonaRegistry,
} from "@llm-jury/core";
import { drive } from "../drive.ts";
import { promptOf, RATING } from "../material.ts";

await drive(async ({ address, inFlight }) => {
  const personas = ["Nurse", "Patient", "Doctor"].map((name) => ({
    name,
    role: `Rates summaries as a ${name.toLowerCase()} would`,
    systemPrompt: `You are a ${name.toLowerCase()} and rate summaries.`,
    model: "bench",
  }));
  const jury = new Jury({
    classifier: new FunctionClassifier(() => ["good", 0.5], ["good", "bad"]),
    personas: PersonaRegistry.custom(personas),
    confidenceThreshold: 1,
    judge: new MajorityVoteJudge(),
    debateConfig: new DebateConfig({ mode: "deliberation", maxRounds: 2 }),
    llmClient: new LiteLLMClient({ baseUrl: `${address}/jury/v1`, apiKey: "none" }),
    debateConcurrency: 3,
  });
  return {
    rateAll: async (items) => {
      const verdicts = await jury.classifyBatch(items.map(promptOf), inFlight);
      return verdicts.map(({ label, debateTranscript, personaFailures }) => {
        const isWhole = debateTranscript.rounds.length === 2 && debateTranscript.summary !== undefined;
        return label === "good" && isWhole && personaFailures === 0 ? RATING : Number.NaN;
      });
    },
  };
});
