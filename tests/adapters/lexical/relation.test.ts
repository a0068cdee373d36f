import { expect, test } from "vitest";
import { heldShare, relation } from "../../../src/adapters/lexical/relation.ts";

test.each([
  ["I never work night shifts.", "Works night shifts on a stroke ward.", "contradicts"],
  [
    "On my night shifts on the stroke ward nobody has time.",
    "Works night shifts on a stroke ward.",
    "supports",
  ],
  ["I have no children at home, so none of this is for me.", "Has two children at home.", "contradicts"],
  ["My two children at home like it.", "Has two children at home.", "supports"],
  ["I have worked as a nurse for 5 years.", "Has worked as a nurse for 20 years.", "contradicts"],
  [
    "I stand at 3.8: this sentence fits the source.",
    "I stand at 2.1: this sentence fits the source.",
    "supports",
  ],
  ["I live in a small village.", "Lives in a small village without a pharmacy.", "supports"],
  ["I dislike short leaflets.", "Likes short leaflets about medicines.", "contradicts"],
  ["I agree with what was said.", "Likes short leaflets about medicines.", null],
  ["The output says: “I never work night shifts.”", "Works night shifts on a stroke ward.", null],
])("%s: %s %s", (said, held, expected) => {
  expect(relation(said, held)).toBe(expected);
});

test("the share of a text's terms that stand in another", () => {
  expect(heldShare("night shifts on a ward", "She works night shifts.")).toBeCloseTo(2 / 3, 12);
  expect(heldShare("", "anything")).toBe(0);
});
