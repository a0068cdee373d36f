import { expect, test } from "vitest";
import { withoutPasswords } from "../../../src/cli/queue/without-passwords.ts";

test("passwords of addresses are left out, whatever they are made of, and the rest stays", () => {
  expect(withoutPasswords("run study.yaml --queue postgres://me:se:c@ret@host:5432/db -o x@y")).toBe(
    "run study.yaml --queue postgres://me:[redacted]@host:5432/db -o x@y",
  );
  expect(withoutPasswords("https://host:8080/v1 and postgres://me@host/db")).toBe(
    "https://host:8080/v1 and postgres://me@host/db",
  );
});
