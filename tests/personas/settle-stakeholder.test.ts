import { expect, test } from "vitest";
import { isSameRole, isVagueRole } from "../../src/personas/same-role.ts";
import { settleStakeholder, standsIn } from "../../src/personas/settle-stakeholder.ts";

const passage =
  "Teachers and parents met. Parents asked how pupils were graded, and the head teacher told them.";

test("the stakeholder that was named is kept where it stands in the passage, in the singular", () => {
  expect(settleStakeholder("Concerned Parents", passage, "")).toBe("parent");
  expect(settleStakeholder("parents of a pupil", passage, "")).toBe("parent");
  expect(settleStakeholder("the teachers' union representative", passage, "")).toBe("teacher");
});

test("a synonym gives way to the passage's own word", () => {
  expect(settleStakeholder("school student", passage, "")).toBe("pupil");
  expect(settleStakeholder("mother", passage, "")).toBe("parent");
});

test("whom the passage does not name gives way to those whom the quote, then the passage, names", () => {
  expect(settleStakeholder("astronaut", passage, "how pupils were graded")).toBe("pupil");
  expect(settleStakeholder("astronaut", passage, "and so it was")).toBe("parent");
  expect(settleStakeholder("", "It rained.", "It rained.")).toBeNull();
});

test("a noun stands in a text alone or as the last word of a longer one", () => {
  expect(standsIn("teacher", "the head teacher")).toBe(true);
  expect(standsIn("head teacher", "a teacher")).toBe(false);
  expect(standsIn("nurse", "the nursery")).toBe(false);
});

test("one role has several words, and some words say little of who it is", () => {
  expect(isSameRole("carer", "caregiver")).toBe(true);
  expect(isSameRole("carer", "nurse")).toBe(false);
  expect(
    ["people", "author", "writer", "man"].map((noun) => isVagueRole(noun === "people" ? "person" : noun)),
  ).toEqual([true, true, true, true]);
  expect(isVagueRole("patient")).toBe(false);
});
