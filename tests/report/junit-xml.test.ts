import { expect, test } from "vitest";
import { type Gate, junitXml } from "../../src/report/junit-xml.ts";

const gate = (more: Partial<Gate> = {}): Gate => ({
  name: "clarity",
  demand: "lower bound of the mean at least 3",
  estimate: { value: 3.4, low: 3.1, high: 3.7, level: 0.95, method: "t interval", n: 12 },
  isMet: true,
  ...more,
});

test("a gate that is met is a test case that passed, with what was found", () => {
  expect(junitXml([gate()]).split("\n")).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="assize" tests="1" failures="0" errors="0" skipped="0">',
    '  <testsuite name="assize" tests="1" failures="0" errors="0" skipped="0">',
    '    <testcase classname="assize" name="clarity: lower bound of the mean at least 3">',
    "      <system-out>3.40 [3.10, 3.70] (95% interval), n 12</system-out>",
    "    </testcase>",
    "  </testsuite>",
    "</testsuites>",
    "",
  ]);
});

test("a gate that is not met fails, and so does one that cannot be told, each by its name", () => {
  const estimate = { value: null, reason: "no item has a verdict", n: 0 };
  const xml = junitXml([gate({ isMet: false }), gate({ estimate, isMet: false }), gate()], "score");
  expect(xml).toContain('<testsuite name="score" tests="3" failures="2" errors="0" skipped="0">');
  expect(xml).toContain('<failure type="not-met" message="3.40 [3.10, 3.70] (95% interval), n 12">');
  expect(xml).toContain(
    '<failure type="not-estimable" message="not estimable: no item has a verdict">clarity: lower bound of the mean at least 3; found not estimable: no item has a verdict</failure>',
  );
});

test("names stay text, whatever they hold", () => {
  const xml = junitXml([gate({ name: 'a"<b>&\u0000\uD800\n]]>😀' })]);
  expect(xml).toContain('name="a&quot;&lt;b&gt;&amp;\uFFFD\uFFFD&#10;]]&gt;😀: lower');
});

test("no gates are an empty suite", () => {
  expect(junitXml([])).toContain('<testsuite name="assize" tests="0" failures="0"');
});
