import { z } from "zod";
import type { Finding } from "./finding.ts";

const REACH_MS = 3000;
const MOST_NAMED = 5;
const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Whether the server's list holds the model; a server without a list is not held to one. */
function listed(body: unknown, model: string | undefined): string | null {
  const parsed = Models.safeParse(body);
  if (!parsed.success || model === undefined) return null;
  const ids = parsed.data.data.map(({ id }) => id);
  if (ids.length === 0 || ids.includes(model)) return null;
  const shown = ids.slice(0, MOST_NAMED).join(", ");
  return `answers, but lists no model "${model}"; it has ${shown}${ids.length > MOST_NAMED ? ", …" : ""}`;
}

/** Whether a server that speaks like OpenAI's answers and, where one is named, has the model. Sends no key and no prompt. */
export async function serverFinding(baseUrl: string, model?: string): Promise<Finding> {
  const what = model === undefined ? "server" : `server of ${model}`;
  const models = `${baseUrl.replace(/\/$/, "")}/models`;
  try {
    const response = await fetch(models, { signal: AbortSignal.timeout(REACH_MS) });
    // Whoever asks for a key is there.
    if (response.status === 401 || response.status === 403)
      return { what, state: "ok", says: `${baseUrl} answers, and asks for a key` };
    if (!response.ok)
      return {
        what,
        state: "wrong",
        says: `${models} answered ${response.status}; is the address right, ending in /v1?`,
      };
    const lacks = listed(await response.json().catch(() => null), model);
    return lacks === null
      ? { what, state: "ok", says: `${baseUrl} answers` }
      : { what, state: "wrong", says: `${baseUrl} ${lacks}` };
  } catch {
    return {
      what,
      state: "wrong",
      says: `${baseUrl} does not answer within ${REACH_MS / 1000} s; is the server running, and this machine on the network?`,
    };
  }
}
