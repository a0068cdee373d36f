import { expect, test } from "vitest";
import { isPeopleNoun, peopleNounsIn } from "../../src/domain/people.ts";

const nouns = (text: string) => peopleNounsIn(text).map(({ noun }) => noun);

test("people are found in a plain sentence, singular and in lower case, where they stand", () => {
  expect(peopleNounsIn("Patients and their carer met a Nurse.")).toEqual([
    { noun: "patient", index: 0 },
    { noun: "carer", index: 19 },
    { noun: "nurse", index: 31 },
  ]);
});

test("plurals, capitals and possessives are one noun", () => {
  expect(nouns("nurse nurses Nurse's NURSES’ nurses'")).toEqual(Array(5).fill("nurse"));
  expect(nouns("children women wives midwives thieves people babies heroes witnesses")).toEqual([
    "child",
    "woman",
    "wife",
    "midwife",
    "thief",
    "person",
    "baby",
    "hero",
    "witness",
  ]);
});

test("a noun of several words is preferred to its parts, with a hyphen or across a line break", () => {
  expect(nouns("Health\n professionals, family members and older people")).toEqual([
    "health professional",
    "family member",
    "older person",
  ]);
  expect(nouns("decision-makers; members of the public; customer service representatives")).toEqual([
    "decision maker",
    "member of the public",
    "customer service representative",
  ]);
  expect(nouns("in the family. Members voted")).toEqual(["member"]);
});

test("safe endings are known without being listed, and their exceptions are not people", () => {
  expect(nouns("Rheumatologists, an anaesthetist, a beautician and lexicographers")).toEqual([
    "rheumatologist",
    "anaesthetist",
    "beautician",
    "lexicographer",
  ]);
  expect(nouns("The checklists consist of lists that assist; antagonists exist at the wrist.")).toEqual([]);
});

test("things that end like people are no people", () => {
  expect(
    nouns("The number of papers, a factor, the character, order, answer, center and paper matter."),
  ).toEqual([]);
  expect(
    nouns("another letter, water, committee, degree, treatment, document, error, computer, trial"),
  ).toEqual([]);
});

test("words that are mostly adjectives count in the plural only", () => {
  expect(nouns("An expert group with individual needs and professional standards")).toEqual([]);
  expect(nouns("Experts, individuals and professionals")).toEqual(["expert", "individual", "professional"]);
});

test("only whole words count", () => {
  expect(nouns("kingdom, manual, parenthesis, nurse_id, user2, childhood, managerial")).toEqual([]);
});

test("a word alone is or is not a noun for people", () => {
  expect(["Teacher", "health-care professionals", " parents ", "statistician"].every(isPeopleNoun)).toBe(
    true,
  );
  expect(["number", "paper", "factor", "character", "the teacher", ""].some(isPeopleNoun)).toBe(false);
});
