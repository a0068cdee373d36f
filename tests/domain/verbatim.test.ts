import { expect, test } from "vitest";
import { isVerbatim, verbatimForm } from "../../src/domain/verbatim.ts";

test("a quote that stands in the page as it is written is verbatim", () => {
  expect(isVerbatim("Nurses were asked. Parents were not.", "Parents were not.")).toBe(true);
});

test("line breaks, soft hyphens, line-end hyphens and ligatures are typesetting", () => {
  const raw = "Every stake-\nholder in the o\uFB03ce\nwas in\u00ADformed \u00A0 of it.";
  expect(isVerbatim(raw, "Every stakeholder in the office was informed of it.")).toBe(true);
  expect(isVerbatim(raw.replaceAll("\n", "\r\n"), "stakeholder in the office was")).toBe(true);
  expect(isVerbatim("the stake-  \n  holder", "the stakeholder")).toBe(true);
});

test("both sides are treated alike", () => {
  const raw = "a self-\nregulated o\uFB03ce";
  expect(isVerbatim(raw, raw)).toBe(true);
});

test("a hyphen inside a line is a character of the text", () => {
  expect(isVerbatim("a self-regulated learner", "a selfregulated learner")).toBe(false);
  expect(isVerbatim("a self-regulated learner", "a self-regulated learner")).toBe(true);
});

test("another word, another case or another mark is not verbatim", () => {
  const raw = "Parents were not asked.";
  expect(isVerbatim(raw, "Parents were asked.")).toBe(false);
  expect(isVerbatim(raw, "parents were not asked.")).toBe(false);
  expect(isVerbatim(raw, "Parents were not asked!")).toBe(false);
});

test("an empty quote stands nowhere", () => {
  expect(isVerbatim("text", "")).toBe(false);
  expect(isVerbatim("text", " \n\u00AD ")).toBe(false);
});

test("bringing a text to its verbatim form twice changes nothing more", () => {
  const form = verbatimForm("e\u0301 \uFB01 x\u00B2 stake-\nholder \u2026");
  expect(verbatimForm(form)).toBe(form);
});
