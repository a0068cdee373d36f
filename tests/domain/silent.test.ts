import { expect, test } from "vitest";
import { gateLine } from "../../src/domain/gate-line.ts";
import { isSilent } from "../../src/domain/silent.ts";

test.each([
  "",
  " \n",
  "I pass.",
  "I'll pass on this one.",
  "I agree.",
  "Agreed.",
  "I fully agree with the others and have nothing more to add.",
  "I agree with Panelist 2.",
  "I agree with Ben Cole.",
  "I have nothing to add.",
  "I’ve nothing further to add, thank you.",
  "I do not have anything to add.",
  "No comment.",
  "No further comments on clarity.",
  "Same here.",
  "Yes, good point.",
  "(no response)",
])("nothing said: %j", (text) => {
  expect(isSilent(text)).toBe(true);
});

test.each([
  "I have two sons.",
  "No, the dose is wrong.",
  "Agree on clarity: it omits the risk.",
  "I agree that it omits the dose.",
  "I agree, it is too long.",
  "I disagree.",
  "I do not agree.",
  "Nothing is said about it.",
  "None of it is right.",
  "I know the same nurse.",
  "I pass the leaflet on to my sister.",
  "Right to refuse is missing.",
  "Ich stimme zu, aber die Quelle fehlt.",
  "Je suis d'accord, mais la source manque.",
  "这个摘要没有提到剂量。",
])("something said: %j", (text) => {
  expect(isSilent(text)).toBe(false);
});

test("a line is gated for silence first, then for being no language, and else not at all", () => {
  expect(["I agree.", "____ ____", "The dose is wrong."].map(gateLine)).toEqual([
    "silent",
    "degenerate",
    null,
  ]);
});
