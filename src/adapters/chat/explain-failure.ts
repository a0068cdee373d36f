import { ProviderError } from "../../domain/errors.ts";
import { isOutOfQuota, NOT_CONNECTED, type TransportError } from "./transport-error.ts";

/** Whom a call went to, in words for people. */
export type Callee = {
  /** As in `openai:gpt-4o-mini`. */
  readonly name: string;
  readonly place: string;
  readonly keyVariable: string | null;
  readonly redact: (text: string) => string;
  /** Whether it has ever answered, be it with an error. */
  readonly hasAnswered: () => boolean;
};

/**
 * Words for a call that brought no reply. What concerns one call is returned; what would meet every call alike throws.
 *
 * @throws ProviderError for a key, model or quota that is not accepted, and for a server that nobody ever reached.
 */
export function explainFailure(callee: Callee, error: TransportError): string {
  const { name, place, keyVariable, redact } = callee;
  const key =
    keyVariable === null
      ? "its key: name the variable that holds it with apiKeyEnv"
      : `the key in ${keyVariable}`;
  const fail = (code: string, advice: string): never => {
    throw new ProviderError(code, redact(`${name} at ${place}: ${error.message}. ${advice}`));
  };
  if (isOutOfQuota(error) || error.status === 402)
    return fail(
      "out-of-quota",
      "The account has no credit left: add some, then run again; what was answered is kept",
    );
  if (error.status === 401) return fail("rejected-key", `Check ${key}`);
  if (error.status === 403) return fail("forbidden", `Check whether ${key} may use this model`);
  if (error.status === 404)
    return fail("unknown-model", "There is no such model or address: check the model's name and baseURL");
  if (error.code === NOT_CONNECTED && !callee.hasAnswered())
    return fail("unreachable", "Is the server running, and baseURL right?");
  return redact(`${name} at ${place}: ${error.message}`);
}
