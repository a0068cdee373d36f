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
  "TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24sIGJ1dCBieSB0aGlz",
  "SGVsbG8gd29ybGQ= dGhpcyBpcyBhIHRlc3Q=",
  "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
  "Duis aute irure dolor in reprehenderit in voluptate velit",
  "xkcd qwrt zzpt bnmk",
  "XKCD QWRT ZZPT",
  "qwrtplk zxcvbnm ghjklq wrtpsd fghjkl zxcvb",
])("no language: %j", (text) => {
  expect(isDegenerate(text)).toBe(true);
});

test.each([
  "I agree.",
  "The dose of 5 mg is missing in line 3.",
  "Der Beipackzettel ist zu lang.",
  "I have two sons.",
  "No, the dose is wrong.",
  "Ich stimme zu, aber die Quelle fehlt.",
  "Siento dolor y el texto no lo dice.",
  "Strč prst skrz krk, řekla babička vnukovi doma.",
  "Check LDL, HDL and TSH.",
  "Strengths outweigh lengths.",
  "Rechtsschutz fehlt.",
  "The summary says lorem ipsum where the dose should stand.",
  "See https://example.org/a1B2c3D4e5F6g7H8 for the dose that it leaves out, please.",
  "这个摘要没有提到剂量。",
  "It says <b>twice</b> that nobody fell, which is wrong as the source has it.",
])("something that can be judged: %j", (text) => {
  expect(isDegenerate(text)).toBe(false);
});
