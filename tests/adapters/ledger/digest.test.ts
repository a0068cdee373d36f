import { expect, test } from "vitest";
import { canonicalJson, digestText, digestValue } from "../../../src/adapters/ledger/digest.ts";

test("canonical JSON does not depend on the order of keys, only on that of lists", () => {
  expect(canonicalJson({ b: [1, null, "x"], a: { d: true, c: undefined } })).toBe(
    '{"a":{"d":true},"b":[1,null,"x"]}',
  );
  expect(digestValue({ a: 1, b: 2 })).toBe(digestValue({ b: 2, a: 1 }));
  expect(digestValue([1, 2])).not.toBe(digestValue([2, 1]));
});

test("the digest of a text is its SHA-256", () => {
  // FIPS 180-2, appendix B.1.
  expect(digestText("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
