// The floor: a pool of connections, the body written and read by hand.
import { Pool } from "undici";
import { drive, oneByOne } from "../drive.ts";
import { promptOf } from "../material.ts";

await drive(async ({ address, inFlight }) => {
  const pool = new Pool(address, { connections: inFlight });
  const headers = { "content-type": "application/json", authorization: "Bearer none" };
  return {
    rateAll: oneByOne(async (item) => {
      const body = JSON.stringify({ model: "bench", messages: [{ role: "user", content: promptOf(item) }] });
      const answer = await pool.request({
        path: "/score/v1/chat/completions",
        method: "POST",
        headers,
        body,
      });
      const { choices } = await answer.body.json();
      return JSON.parse(choices[0].message.content).score;
    }),
  };
});
