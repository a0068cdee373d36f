import { createScorer } from "@mastra/core/evals";
import { z } from "zod";
import { drive, oneByOne } from "../drive.ts";
import { promptOf } from "../material.ts";

await drive(async ({ address }) => {
  const scorer = createScorer({
    id: "coherence",
    description: "Rates the coherence of a summary",
    judge: {
      model: { id: "bench/judge", url: `${address}/score/v1`, apiKey: "none" },
      instructions: "You rate summaries.",
    },
  })
    .analyze({
      description: "Rate the summary",
      outputSchema: z.object({ reasoning: z.string(), score: z.number() }),
      createPrompt: ({ run }) => promptOf({ source: run.input, output: run.output }),
    })
    .generateScore(({ results }) => results.analyzeStepResult.score);
  return {
    rateAll: oneByOne(async ({ source, output }) => (await scorer.run({ input: source, output })).score),
  };
});
