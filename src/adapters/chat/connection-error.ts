import { NOT_CONNECTED, TransportError } from "./transport-error.ts";

const NOBODY_THERE = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The system's code of a failed fetch, which stands in its cause, or in the causes of a cause. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return systemCode(error.errors[0]);
  return systemCode(error.cause);
}

/** What it means that a fetch threw: time ran out, nobody was there, or the connection broke. */
export function connectionError(failure: unknown, timeoutMs: number): TransportError {
  if (failure instanceof Error && (failure.name === "AbortError" || failure.name === "TimeoutError"))
    return new TransportError(`no answer within ${timeoutMs / 1000} s`, { code: "timeout" });
  const code = systemCode(failure) ?? null;
  const why = failure instanceof Error ? failure.message : String(failure);
  return new TransportError(`the connection failed (${code ?? why})`, {
    code: code !== null && NOBODY_THERE.has(code) ? NOT_CONNECTED : code,
  });
}
