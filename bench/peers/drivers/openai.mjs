import OpenAI from "openai";
import { drive, oneByOne } from "../drive.ts";
import { promptOf } from "../material.ts";

await drive(async ({ address }) => {
  const client = new OpenAI({ apiKey: "none", baseURL: `${address}/score/v1` });
  return {
    rateAll: oneByOne(async (item) => {
      const { choices } = await client.chat.completions.create({
        model: "bench",
        messages: [{ role: "user", content: promptOf(item) }],
      });
      return JSON.parse(choices[0].message.content).score;
    }),
  };
});
