import type { RawReply } from "../ledger/ledger.ts";
import type { ChatRequest } from "./chat-model.ts";
import { isRefusal, TransportError } from "./transport-error.ts";

/** Alternatives to a token that providers tell of at most. */
const TOP_LOGPROBS = 20;

/** How each rung asks for the reply's structure, in the words of the chat completions interface. */
function structureOptions({ rung, name, schema }: ChatRequest) {
  if (rung === "json-mode") return { response_format: { type: "json_object" } };
  if (rung === "json-schema")
    return {
      response_format: { type: "json_schema", json_schema: { name, strict: true, schema: schema.json } },
    };
  const described = { name, description: "Gives the reply.", parameters: schema.json };
  return {
    tools: [{ type: "function", function: described }],
    tool_choice: { type: "function", function: { name } },
  };
}

/** Everything of a request but who is asked, the messages and the sampling's parameters. */
export function requestOptions(request: ChatRequest) {
  const { seed, count, logprobs } = request;
  return {
    ...structureOptions(request),
    seed,
    ...(count > 1 ? { n: count } : {}),
    ...(logprobs ? { logprobs: true, top_logprobs: TOP_LOGPROBS } : {}),
  };
}

/** A filter on the prompt answers with an error, and is a refusal all the same. Nothing was generated. */
export function refusalOf(error: unknown): readonly RawReply[] {
  if (!(error instanceof TransportError) || !isRefusal(error)) throw error;
  return [
    {
      end: "refused",
      text: error.message,
      promptTokens: null,
      completionTokens: 0,
      model: null,
      fingerprint: null,
      chances: null,
    },
  ];
}
