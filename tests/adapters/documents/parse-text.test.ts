import { expect, test } from "vitest";
import { parseText } from "../../../src/adapters/documents/parse-text.ts";

const paragraphs = (text: string): readonly string[] => parseText(text).pages[0]?.paragraphs ?? [];

test("blank lines part paragraphs and wrapped lines are joined, their hyphens mended", () => {
  const text = "Every stake-\r\nholder was asked\r\nin o\uFB03ces.\r\n \r\n\r\nParents were not.\r\n";
  expect(paragraphs(text)).toEqual(["Every stakeholder was asked in offices.", "Parents were not."]);
});

test("where lines are long every line is a paragraph", () => {
  const long = "Nurses were asked whether the leaflet was too long. ".repeat(4).trim();
  expect(paragraphs(`${long}\n${long}`)).toEqual([long, long]);
});

test("list items and the turns of a dialogue are paragraphs", () => {
  expect(
    paragraphs("Agent: Good morning,\nhow can I help?\nCaller: My order is late.\n- item\n- other"),
  ).toEqual(["Agent: Good morning, how can I help?", "Caller: My order is late.", "- item", "- other"]);
});

test("a first line that is no sentence is the title", () => {
  expect(parseText("# What wards ask\n\nNurses were asked.").title).toBe("What wards ask");
  expect(parseText("Nurses were asked.\n\nParents were not.").title).toBeNull();
});

test("raw is the text as it stands in the file", () => {
  expect(parseText("stake-\nholder\u00AD  x").pages).toEqual([
    { number: null, raw: "stake-\nholder\u00AD  x", paragraphs: ["stakeholder x"] },
  ]);
});
