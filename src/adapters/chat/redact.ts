export type Redact = (text: string) => string;

/** Shorter values are no secrets, and blotting them out would spoil any sentence. */
const SHORTEST_SECRET = 4;
const LOOKS_LIKE_KEY = /\b(?:sk-|gsk_|xai-)[\w-]{8,}/g;
const LOOKS_LIKE_HEADER = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi;

/** The values that are long enough to be secrets. */
export function knownSecrets(secrets: readonly (string | undefined)[]): readonly string[] {
  return secrets.flatMap((secret) => (secret && secret.length >= SHORTEST_SECRET ? [secret] : []));
}

/** Blots secrets out of a text: the given ones, and whatever looks like a key. */
export function redactor(secrets: readonly (string | undefined)[]): Redact {
  const known = knownSecrets(secrets);
  return (text) =>
    known
      .reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text)
      .replace(LOOKS_LIKE_KEY, "[redacted]")
      .replace(LOOKS_LIKE_HEADER, "$1 [redacted]");
}
