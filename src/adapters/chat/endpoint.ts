import { InputError } from "../../domain/errors.ts";

export const OPENAI_URL = "https://api.openai.com/v1";

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * The address of an OpenAI-compatible server, as it is called and as it stands in the ledger's keys. Addresses that
 * could hold a secret are refused.
 *
 * @example readEndpoint("http://localhost:11434/v1/") // "http://localhost:11434/v1"
 */
export function readEndpoint(baseURL: string): string {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol))
    throw new InputError(
      "bad-base-url",
      `baseURL: "${url ? url.protocol : baseURL}" is no http or https address`,
    );
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw new InputError(
      "bad-base-url",
      `baseURL: ${url.origin}${url.pathname} must come without user, password, query or fragment; a key goes into the variable that apiKeyEnv names`,
    );
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
