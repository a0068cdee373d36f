import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import {
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  serveLocally,
} from "../adapters/local-server.ts";
import { InputError } from "../domain/errors.ts";
import type { Desk } from "./desk.ts";

const PAGE: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/page.css": ["page.css", "text/css; charset=utf-8"],
  "/page.js": ["page.js", "text/javascript; charset=utf-8"],
};

const tidy = (name: string): string => name.normalize("NFC").trim();
const FORM_PATH = /^\/api\/forms\/([^/]+)\/(next|before)$/;
const Answer = z.strictObject({
  annotator: z.string().transform(tidy),
  sheet: z.string(),
  dimension: z.string(),
  value: z.number().nullable(),
});

const json = (status: number, value: unknown): LocalReply => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});

function readAnswer(body: string): z.infer<typeof Answer> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new InputError("not-json", "the answer is not JSON", { cause: error });
  }
  const parsed = Answer.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError("invalid", `the answer is not valid: ${parsed.error.issues[0]?.message}`);
}

async function reply({ method, path, body }: LocalRequest, desk: Desk, folder: string): Promise<LocalReply> {
  const page = method === "GET" && Object.hasOwn(PAGE, path) ? PAGE[path] : undefined;
  if (page) return { type: page[1], body: await readFile(join(folder, page[0]), "utf8") };
  const [, name, which] = (method === "GET" && FORM_PATH.exec(path)) || [];
  if (name !== undefined)
    return json(200, desk.form(tidy(decodeURIComponent(name)), which === "before" ? "before" : "next"));
  if (method === "POST" && path === "/api/answers")
    return json(200, await desk.answer(readAnswer(await body())));
  return json(404, { error: "there is nothing here" });
}

/**
 * Serves a desk to pages of this machine alone. `folder` holds the built page; port 0 takes a free one.
 * What an annotator can mend comes back with status 400, what went wrong here with 500.
 */
export function serveDesk(desk: Desk, port: number, folder: string): Promise<LocalServer> {
  return serveLocally(port, (request) =>
    reply(request, desk, folder).catch((error: unknown) =>
      json(error instanceof InputError ? 400 : 500, {
        error: error instanceof Error ? error.message : String(error),
      }),
    ),
  );
}
