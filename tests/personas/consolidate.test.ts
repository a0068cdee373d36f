import { expect, test } from "vitest";
import type { Evidence } from "../../src/domain/persona.ts";
import { chooseDimensions } from "../../src/personas/choose-dimensions.ts";
import { type ConsolidatedDimension, consolidate } from "../../src/personas/consolidate.ts";
import { distinctiveWording } from "../../src/personas/distinctive-wording.ts";
import { mergeAlike } from "../../src/personas/merge-alike.ts";
import type { RelatedFinding } from "../../src/personas/relate-findings.ts";
import { commonStems, sharesContent } from "../../src/personas/shares-content.ts";
import { unit } from "../../src/personas/vectors.ts";

function quote(document: string, start: number, words = "words"): Evidence {
  return { document, page: null, chunk: `${document}#1`, start, end: start + 10, quote: words };
}

function finding(
  stakeholder: string,
  name: string,
  what: readonly number[],
  evidence: readonly Evidence[],
): RelatedFinding {
  return {
    stakeholder,
    description: "",
    name,
    definition: `about ${name}`,
    evidence,
    noun: new Float64Array(2),
    who: new Float64Array(2),
    what: unit(Float64Array.from(what)),
    wording: name,
  };
}
const everywhere = () => true;

test("synonyms are one group under the word that most documents use", () => {
  const { dimensions } = consolidate(
    [
      finding("caregiver", "rest at night", [1, 0, 0], [quote("a", 0)]),
      finding("carer", "money for help", [0, 1, 0], [quote("b", 0), quote("c", 0)]),
    ],
    everywhere,
  );
  expect(dimensions.map(({ group, stakeholder, name }) => [group, stakeholder, name])).toEqual([
    ["carer", "carer", "rest at night"],
    ["carer", "carer", "money for help"],
  ]);
});

test("a group's word that no quoted passage of a dimension holds gives way to the passage's own", () => {
  const { dimensions } = consolidate(
    [
      finding("caregiver", "rest at night", [1, 0, 0], [quote("a", 0)]),
      finding("carer", "money for help", [0, 1, 0], [quote("b", 0), quote("c", 0)]),
    ],
    (noun, { document }) => (noun === "carer") === (document !== "a"),
  );
  expect(dimensions.map(({ group, stakeholder }) => [group, stakeholder])).toEqual([
    ["carer", "caregiver"],
    ["carer", "carer"],
  ]);
});

test("people under other names are one group only where both their words and their descriptions are close", () => {
  const [near, far] = [Float64Array.from([1, 0]), Float64Array.from([0, 1])];
  const people = (stakeholder: string, noun: Float64Array, who: Float64Array) => ({
    ...finding(stakeholder, `${stakeholder} things`, stakeholder === "parent" ? [1, 0] : [0, 1], [
      quote(stakeholder, 0),
    ]),
    noun,
    who,
  });
  const groups = (...findings: readonly RelatedFinding[]) =>
    consolidate(findings, everywhere).dimensions.map(({ group }) => group);
  expect(groups(people("guardian", near, near), people("parent", near, near))).toEqual([
    "guardian",
    "guardian",
  ]);
  expect(groups(people("guardian", near, near), people("parent", far, near))).toEqual(["guardian", "parent"]);
  expect(groups(people("guardian", near, near), people("parent", near, far))).toEqual(["guardian", "parent"]);
});

test("dimensions that say one thing are merged with all their evidence, distinct ones are kept", () => {
  const { dimensions, duplicates } = consolidate(
    [
      finding("nurse", "clear doses", [1, 0.1, 0], [quote("a", 0), quote("a", 50)]),
      finding("nurse", "dose clarity", [1, 0, 0], [quote("a", 5), quote("b", 0)]),
      finding("nurse", "time with patients", [0, 0, 1], [quote("a", 0)]),
      finding("doctor", "clear doses", [1, 0.1, 0], [quote("c", 0)]),
    ],
    everywhere,
  );
  expect(dimensions.map(({ group, name, evidence }) => [group, name, evidence.length])).toEqual([
    ["nurse", "clear doses", 3],
    ["nurse", "time with patients", 1],
    ["doctor", "clear doses", 1],
  ]);
  expect(duplicates).toBe(1);
});

test("merging takes the most alike first and never joins far things by a chain", () => {
  const likeness = (a: number, b: number) => 1 - Math.abs(a - b);
  expect(mergeAlike([0, 0.15, 0.3, 2], likeness, 0.8)).toEqual([[0, 0.15], [0.3], [2]]);
  expect(mergeAlike([0, 0.19, 0.3], likeness, 0.8)).toEqual([[0], [0.19, 0.3]]);
  expect(mergeAlike([], likeness, 0.8)).toEqual([]);
});

test("words that most texts share set none apart", () => {
  const texts = ["doses", "meals", "pain", "rest", "costs"].map(
    (thing) => `Whether the text tells nurses about ${thing}.`,
  );
  expect(distinctiveWording(texts)).toEqual(["doses", "meals", "pain", "rest", "costs"]);
  expect(distinctiveWording(["Whether the text tells of doses"])).toEqual(["text tells doses"]);
});

test("a statement shares content by stems, not by the people it names", () => {
  expect(commonStems("Nurses explain dosing", "The nurse explained a meal")).toBe(1);
  expect(sharesContent("Worries about fragmented care.", "Health care is fragmented.")).toBe(true);
  expect(sharesContent("A patient with a good doctor.", "The doctor told the patient.")).toBe(false);
  expect(sharesContent("A nurse.", "A nurse.")).toBe(false);
});

function dimension(
  group: string,
  name: string,
  documents: string,
  what: readonly number[] = [1, 0],
): ConsolidatedDimension {
  return {
    group,
    stakeholder: group,
    name,
    definition: name,
    evidence: [...documents].map((document) => quote(document, 0)),
    what: unit(Float64Array.from(what)),
  };
}
const names = (chosen: ReturnType<typeof chooseDimensions>) =>
  chosen.map(({ own, adopted }) => [own.group, own.name, ...adopted.map(({ name }) => name)].join(" "));

test("few groups are seated that speak for most documents, at least two", () => {
  const chosen = chooseDimensions(
    [
      dimension("patient", "a", "123"),
      dimension("patient", "b", "45"),
      dimension("nurse", "c", "12"),
      dimension("nurse", "d", "3"),
      dimension("king", "e", "1"),
    ],
    4,
    5,
  );
  expect(names(chosen)).toEqual(["patient a", "patient b", "nurse c", "nurse d"]);
});

test("a document that nobody else speaks for brings its group in", () => {
  const chosen = chooseDimensions(
    [dimension("patient", "a", "1234"), dimension("nurse", "b", "123"), dimension("king", "c", "567")],
    4,
    7,
  );
  expect(names(chosen)).toEqual(["patient a", "nurse b", "king c"]);
});

test("what is left over and not heard is adopted by the most similar persona of its group", () => {
  const chosen = chooseDimensions(
    [
      dimension("patient", "pain", "12", [1, 0]),
      dimension("patient", "costs", "34", [0, 1]),
      dimension("patient", "fees", "5", [0.1, 1]),
      dimension("patient", "aches", "1", [1, 0.1]),
      dimension("nurse", "time", "6"),
    ],
    3,
    6,
  );
  expect(names(chosen)).toEqual(["patient pain", "patient costs fees", "nurse time"]);
});

test("people in general give way to those who are somebody in particular", () => {
  const chosen = chooseDimensions(
    [dimension("author", "a", "12"), dimension("nurse", "b", "12"), dimension("pupil", "c", "3")],
    2,
    3,
  );
  expect(names(chosen)).toEqual(["nurse b", "pupil c"]);
});

test("a dimension whose passages know its people by another word becomes no persona, but may be adopted", () => {
  const teacher = { ...dimension("instructor", "grading", "2"), stakeholder: "teacher" };
  const chosen = chooseDimensions(
    [dimension("instructor", "slides", "1"), teacher, dimension("student", "c", "1")],
    3,
    2,
  );
  expect(names(chosen)).toEqual(["instructor slides grading", "student c"]);
});
