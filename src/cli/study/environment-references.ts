import { InputError } from "../../domain/errors.ts";

/** `${NAME}`, and `$${` for a dollar and a brace that are meant as they stand. */
const REFERENCE = /\$(\$\{)|\$\{([^}]*)\}/g;
const NAME = /^[A-Za-z_]\w*$/;
const SECRET = /KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL/i;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

type Environment = Readonly<Record<string, string | undefined>>;

function variable(name: string, environment: Environment, place: string): string {
  if (!NAME.test(name))
    throw new InputError(
      "reference",
      `${place}: "\${${name}}" names no environment variable; write $\${ for a dollar and a brace`,
    );
  // A study is copied into the run's manifest, and so would be the secret.
  if (SECRET.test(name))
    throw new InputError(
      "secret",
      `${place}: \${${name}} looks like a secret, and what stands in a study stands in its results; name the variable as apiKeyEnv: ${name} instead`,
    );
  const value = environment[name];
  if (value === undefined)
    throw new InputError(
      "no-variable",
      `${place}: the environment variable ${name} is not set; set it, or put it into .env`,
    );
  return value;
}

/**
 * Fills in the environment variables that strings of a value refer to. With `numbers` a string that is a
 * reference and nothing else becomes a number where the variable holds one. Throws an `InputError` for a
 * variable that is not set, and for one whose name says that it is a secret.
 *
 * @example withEnvironment({ limit: "${N}" }, { N: "3" }, place, true) // { limit: 3 }
 */
export function withEnvironment(
  value: unknown,
  environment: Environment,
  place: (path: readonly (string | number)[]) => string,
  numbers: boolean,
  path: readonly (string | number)[] = [],
): unknown {
  if (typeof value === "string") {
    const filled = value.replaceAll(REFERENCE, (_, literal: string | undefined, name: string) =>
      literal === undefined ? variable(name, environment, place(path)) : literal,
    );
    const isWhole = /^\$\{[^}]*\}$/.test(value);
    return numbers && isWhole && NUMBER.test(filled) ? Number(filled) : filled;
  }
  const inside = (child: unknown, key: string | number): unknown =>
    withEnvironment(child, environment, place, numbers, [...path, key]);
  if (Array.isArray(value)) return value.map(inside);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, inside(child, key)]));
  return value;
}
