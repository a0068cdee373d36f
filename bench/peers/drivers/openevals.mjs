import OpenAI from "openai";
import { createLLMAsJudge } from "openevals";
import { drive, oneByOne } from "../drive.ts";
import { promptOf } from "../material.ts";

await drive(async ({ address }) => {
  const judge = createLLMAsJudge({
    prompt: promptOf({ source: "{inputs}", output: "{outputs}" }),
    judge: new OpenAI({ apiKey: "none", baseURL: `${address}/score/v1` }),
    model: "bench",
    continuous: true,
  });
  return {
    rateAll: oneByOne(async ({ source, output }) => (await judge({ inputs: source, outputs: output })).score),
  };
});
