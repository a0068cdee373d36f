import { expect, test } from "vitest";
import { assess } from "../../../src/adapters/lexical/assess.ts";
import { judgedTexts } from "../../../src/adapters/lexical/judged-texts.ts";
import { type Item, outputText } from "../../../src/domain/item.ts";

const DIALOGUE: Item = {
  id: "d",
  kind: "dialogue",
  source: "Standard delivery takes three working days.",
  turns: [
    { role: "user", content: "My teapot has not arrived." },
    { role: "assistant", content: "Your teapot is late. Standard delivery takes three working days." },
  ],
};

test("a summary is judged whole against its source", () => {
  const item: Item = { id: "s", kind: "summary", source: "Result: it works.", output: "Note: it works." };
  expect(judgedTexts(item)).toEqual({
    source: item.source,
    sourceEnd: item.source.length,
    output: item.output,
  });
});

test("in a dialogue the agent is judged, and what the user said is part of what it answers to", () => {
  const { source, sourceEnd, output } = judgedTexts(DIALOGUE);
  expect(source.slice(0, sourceEnd)).toBe(DIALOGUE.source);
  expect(source.slice(sourceEnd).trim()).toBe("My teapot has not arrived.");
  expect(output.trim()).toBe(DIALOGUE.turns![1]!.content);
  expect(output).toHaveLength(outputText(DIALOGUE).length);
});

test("where nobody asks, everybody is judged, without the labels", () => {
  const item: Item = {
    id: "m",
    kind: "dialogue",
    source: "",
    output: "Ana: We ship on Monday.\nBo: Agreed.",
  };
  expect(
    judgedTexts(item)
      .output.split("\n")
      .filter((line) => line !== ""),
  ).toEqual([" We ship on Monday.", " Agreed."]);
  const alone: Item = { ...item, output: "user: Hello there." };
  expect(judgedTexts(alone).output.trim()).toBe("Hello there.");
});

test("a sentence of the user's is quoted from the output, where it stands", () => {
  const item: Item = {
    ...DIALOGUE,
    source: "Unrelated words stand here.",
    turns: [
      { role: "customer", content: "My blue teapot has not arrived in Lyon." },
      {
        role: "agent",
        content: "My blue teapot has not arrived in Lyon, you say. It has not arrived in Lyon.",
      },
    ],
  };
  const rubric = {
    dimensions: [{ id: "coherence", definition: "", scale: { min: 1, max: 5, level: "interval" as const } }],
  };
  const [entry] = assess(
    { kind: "assess", item, rubric, seat: { id: "s", persona: null, passages: [] }, framing: "plain" },
    1,
  ).assessments;
  expect(entry!.rating).not.toBeNull();
  expect(entry!.citations).toContainEqual({ in: "output", quote: "My blue teapot has not arrived in Lyon." });
});
