import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalServer, serveLocally } from "../../src/adapters/local-server.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await serveLocally(0, async ({ method, path, body }) => {
    if (path === "/broken") throw new Error("no such run");
    if (path === "/pieces")
      return {
        type: "text/event-stream",
        body: (async function* () {
          yield "data: 1\n\n";
          yield "data: 2\n\n";
        })(),
      };
    return { type: "text/plain", body: `${method} ${path} ${method === "POST" ? await body() : ""}` };
  });
});
afterAll(() => server.close());

/** Asks with headers that a browser would not let a page set. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET", body = "") {
  return new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (done, fail) => {
      const sent = request(`${server.origin}${path}`, { headers, method }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => {
          text += piece;
        });
        response.on("end", () => done({ status: response.statusCode ?? 0, text, headers: response.headers }));
      });
      sent.on("error", fail);
      sent.end(body);
    },
  );
}

test("answers on this machine's own address, with headers that keep its pages to themselves", async () => {
  expect(server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { status, text, headers } = await ask("/runs/1?x=2");
  expect([status, text]).toEqual([200, "GET /runs/1 "]);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["cache-control"]).toBe("no-store");
  expect((await ask("/", { host: server.origin.replace("http://127.0.0.1", "localhost") })).status).toBe(200);
});

test("refuses another host's name and another page's origin", async () => {
  expect((await ask("/", { host: "evil.invalid" })).status).toBe(403);
  expect((await ask("/", { origin: "http://evil.invalid" })).status).toBe(403);
  expect((await ask("/", { origin: "null" })).status).toBe(403);
  expect((await ask("/", { origin: server.origin })).status).toBe(200);
  expect((await ask("/", { "sec-fetch-site": "cross-site" }, "POST")).status).toBe(403);
  expect((await ask("/", { origin: server.origin }, "POST", "kept")).text).toBe("POST / kept");
});

test("an error is told and a body too large refused, and the server goes on", async () => {
  expect(await ask("/broken")).toMatchObject({ status: 500, text: "no such run" });
  expect((await ask("/", {}, "POST", "x".repeat(1_000_001))).status).toBe(500);
  expect((await ask("/pieces")).text).toBe("data: 1\n\ndata: 2\n\n");
});

test("a port that is taken is said to be", async () => {
  const port = Number(new URL(server.origin).port);
  await expect(serveLocally(port, async () => ({ type: "text/plain", body: "" }))).rejects.toThrow(
    `port ${port} is taken`,
  );
});
