import { expect, test } from "vitest";
import { dimensionFamily } from "../../../src/adapters/lexical/dimension-family.ts";

const familyOf = (id: string, definition = "") => dimensionFamily({ id, definition });

test.each([
  ["coherence", "coherence"],
  ["logicalFlow", "coherence"],
  ["faithfulness", "consistency"],
  ["factual_accuracy", "consistency"],
  ["groundedness", "consistency"],
  ["naturalness", "fluency"],
  ["plain-language", "fluency"],
  ["aspect_coverage", "relevance"],
  ["informativeness", "relevance"],
])("%s is measured as %s by its name alone", (id, family) => {
  expect(familyOf(id)).toBe(family);
});

test("a definition decides where the name says nothing", () => {
  expect(familyOf("D1", "Are the important points covered?")).toBe("relevance");
  expect(familyOf("D2", "Every statement is supported by the facts.")).toBe("consistency");
});

test("the name outweighs a definition that speaks of other things", () => {
  expect(familyOf("coherence", "The reply maintains the context and is factual.")).toBe("coherence");
});

test("what text statistics do not measure is near no family", () => {
  expect(familyOf("engagingness", "Is the reply interesting?")).toBeNull();
  expect(familyOf("overall")).toBeNull();
  expect(familyOf("Q0")).toBeNull();
  expect(familyOf("helpfulness", "The support agent sends the order on.")).toBeNull();
});

test("a dimension named after a fault is left alone, since the name does not say which end of its scale is good", () => {
  expect(familyOf("hallucination", "Statements that are not supported by the facts.")).toBeNull();
  expect(familyOf("omissions", "Important points that are not covered.")).toBeNull();
});
