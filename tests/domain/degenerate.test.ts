import { expect, test } from "vitest";
import { isDegenerate } from "../../src/domain/degenerate.ts";

test.each([
  "",
  "   ",
  "____________ ________",
  '<div><span class="x"></span><br/></div>',
  "?!?! ... ### 1234 5678",
  "go go go go go go go go go go",
  "aaaaaaaaaaaaaaaa",
  "Hm.",
])("no language: %j", (text) => {
  expect(isDegenerate(text)).toBe(true);
});

test.each([
  "I agree.",
  "The dose of 5 mg is missing in line 3.",
  "Der Beipackzettel ist zu lang.",
  "这个摘要没有提到剂量。",
  "It says <b>twice</b> that nobody fell, which is wrong as the source has it.",
])("something that can be judged: %j", (text) => {
  expect(isDegenerate(text)).toBe(false);
});
