import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { openDesk } from "../../src/annotate/desk.ts";
import { openRatingFile } from "../../src/annotate/rating-file.ts";
import { serveDesk } from "../../src/annotate/serve.ts";
import { Item } from "../../src/domain/item.ts";
import { testFolder } from "../adapters/files/folder.ts";

const items = ["a", "b"].map((id) =>
  Item.parse({
    id: `item-${id}-of-system`,
    kind: "summary",
    source: `source of ${id}`,
    output: `output of ${id}`,
    system: "secret-system",
    human: { clarity: { scale: [1, 5], ratings: [4, 5], mean: 4.5 } },
  }),
);

async function served() {
  const path = join(testFolder().path, "people.jsonl");
  const file = await openRatingFile(path);
  const desk = openDesk({
    items,
    rubric: {
      dimensions: [
        { id: "clarity", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } },
        { id: "doubt", definition: "", scale: { min: 0, max: 1, level: "probability" } },
      ],
    },
    plan: { repeats: 0, reworded: 0, delay: 0, framings: ["plain"] },
    seed: 1,
    file,
  });
  const server = await serveDesk(desk, 0, "src/annotate/page");
  onTestFinished(async () => {
    await server.close();
    await file.close();
  });
  const { port, host, origin } = new URL(server.origin);
  const ask = (path: string, headers: Record<string, string> = {}, body?: string) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((done, fail) => {
      const asked = request(
        {
          host: "127.0.0.1",
          port,
          path,
          method: body === undefined ? "GET" : "POST",
          headers: { host, ...headers },
        },
        async (response) =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }),
      );
      asked.on("error", fail).end(body);
    });
  const answer = (value: unknown, headers = { origin }) =>
    ask("/api/answers", headers, JSON.stringify(value));
  return { ask, answer, file, origin };
}

test("another site's page is refused, whether it rebinds a name or sends a form", async () => {
  const { ask, answer, file } = await served();
  expect((await ask("/", { host: "evil.example" })).status).toBe(403);
  expect((await ask("/api/forms/ada/next", { origin: "http://evil.example" })).status).toBe(403);
  const given = { annotator: "ada", sheet: "x", dimension: "clarity", value: 1 };
  expect((await answer(given, { origin: "http://evil.example" })).status).toBe(403);
  expect([...file.rows()]).toEqual([]);
});

test("the page may load from this server alone, and nothing may frame it", async () => {
  const { headers, body } = await (await served()).ask("/");
  expect(body).toContain("default-src 'none'; script-src 'self'");
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(body).not.toMatch(/https?:/);
});

test("an annotator sees text alone: no system, no id, nobody else's ratings", async () => {
  const { ask, answer } = await served();
  const first = await ask("/api/forms/ada/next");
  const { sheet } = JSON.parse(first.body);
  expect((await answer({ annotator: "ada", sheet: sheet.id, dimension: "clarity", value: 2 })).status).toBe(
    200,
  );
  const other = JSON.parse((await ask("/api/forms/grace/next")).body);
  expect(other.sheet.answers).toEqual({});
  expect(JSON.parse((await ask("/api/forms/ada/next")).body).sheet.answers).toEqual({ clarity: 2 });
  expect(first.body).not.toMatch(/secret-system|item-[ab]|4\.5|human/);
});

test.each([
  ["off the scale", { value: 9 }, /9 is no rating on the scale 1 to 5/],
  ["between the steps", { value: 1.5 }, /no rating/],
  ["on no dimension", { dimension: "beauty", value: 1 }, /no dimension/],
  ["on a sheet that is not open", { sheet: "0000", value: 1 }, /no longer open/],
  ["under an anonymous name", { annotator: "anonymous-1", value: 1 }, /a name/],
  ["that is no number", { value: "1" }, /not valid/],
])("an answer %s is refused and not kept", async (_, change, message) => {
  const { ask, answer, file } = await served();
  const { sheet } = JSON.parse((await ask("/api/forms/ada/next")).body);
  const refused = await answer({ annotator: "ada", sheet: sheet.id, dimension: "clarity", ...change });
  expect(refused.status).toBe(400);
  expect(JSON.parse(refused.body).error).toMatch(message);
  expect([...file.rows()]).toEqual([]);
});

test("a scale without steps takes any number within its bounds, and no opinion", async () => {
  const { ask, answer, file } = await served();
  const { sheet } = JSON.parse((await ask("/api/forms/ada/next")).body);
  const given = { annotator: "ada", sheet: sheet.id };
  expect((await answer({ ...given, dimension: "doubt", value: 0.375 })).status).toBe(200);
  expect((await answer({ ...given, dimension: "clarity", value: null })).status).toBe(200);
  expect([...file.rows()]).toMatchObject([
    { dimension: "doubt", value: 0.375, rater: "ada", arm: "human", system: "secret-system", scale: [0, 1] },
    { dimension: "clarity", value: null, missing: "abstained", reason: "cannot-tell" },
  ]);
});
