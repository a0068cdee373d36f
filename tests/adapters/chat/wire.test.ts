import { createServer, type ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { createWire } from "../../../src/adapters/chat/wire.ts";
import { listeningInTest } from "../../fakes/listening.ts";

async function serverThat(answers: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.on("end", () => answers(response));
  });
  return `${await listeningInTest(server)}/`;
}
const post = { method: "POST", body: "{}" };

test("the body is given though the client chokes on it", async () => {
  const url = await serverThat((response) => response.end("not what it wants"));
  const wire = createWire(1000);
  const call = async () => {
    await wire.fetch(url, post);
    throw new SyntaxError("the client choked");
  };
  expect(await wire.bodyOf(call, undefined)).toBe("not what it wants");
});

test("a client's own fault, before anything was sent, stays what it is", async () => {
  const wire = createWire(1000);
  const call = () => Promise.reject(new TypeError("a bug"));
  await expect(wire.bodyOf(call, undefined)).rejects.toThrow(TypeError);
});

test("an error's status, an answer that breaks off and a time-out are told apart", async () => {
  const wire = createWire(20);
  const bodyFrom = (url: string, init: RequestInit = post) =>
    wire.bodyOf(() => wire.fetch(url, init), undefined);
  const refusing = await serverThat((response) =>
    response.writeHead(503, { "retry-after": "4" }).end("busy"),
  );
  await expect(bodyFrom(refusing)).rejects.toMatchObject({ status: 503, message: "503: busy", waitMs: 4000 });
  const breaking = await serverThat((response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  });
  await expect(bodyFrom(breaking)).rejects.toMatchObject({ status: null, code: "ECONNRESET" });
  const silent = await serverThat(() => {});
  const impatient = { ...post, signal: AbortSignal.timeout(20) };
  await expect(bodyFrom(silent, impatient)).rejects.toMatchObject({
    code: "timeout",
    message: "no answer within 0.02 s",
  });
});

test("calls that overlap each see their own answer", async () => {
  let served = 0;
  const url = await serverThat((response) => {
    const mine = served++;
    setTimeout(() => response.end(String(mine)), 10 - mine);
  });
  const wire = createWire(1000);
  const bodies = await Promise.all(
    Array.from({ length: 8 }, () => wire.bodyOf(() => wire.fetch(url, post), undefined)),
  );
  expect(new Set(bodies).size).toBe(8);
});
