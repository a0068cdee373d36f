import { expect, test } from "vitest";
import { tokenCounter } from "../../src/adapters/tokenizer/token-counter.ts";

test("tokens are counted as tiktoken's o200k_base counts them, control tokens as the text that they are", async () => {
  const count = await tokenCounter();
  // Values of tiktoken 0.9 (Python): len(tiktoken.get_encoding("o200k_base").encode(text, disallowed_special=())).
  expect(count("A plain sentence.")).toBe(4);
  expect(count("tiktoken is great!")).toBe(6);
  expect(count("<|endoftext|>")).toBeGreaterThan(1);
  expect(count("")).toBe(0);
});

test("a text without blanks takes no longer than another of its length", async () => {
  const count = await tokenCounter();
  expect(count("a".repeat(20_000))).toBeGreaterThan(1000);
});
