import type { Estimate } from "../domain/estimate.ts";
import { formatEstimate, levelText } from "./format-estimate.ts";

/** A demand that a run was held to, and how it ended. */
export type Gate = {
  /** What the demand is on: a dimension, with its condition where there are several. */
  readonly name: string;
  /** In words, such as `lower bound of the mean at least 3.5`. */
  readonly demand: string;
  readonly estimate: Estimate;
  readonly isMet: boolean;
};

/** Characters that XML cannot hold, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

function escapeXml(text: string): string {
  return text
    .replaceAll(FORBIDDEN, "\uFFFD")
    .replaceAll(/[&<>"\t\n\r]/g, (character) => ENTITIES[character] ?? character);
}

function foundText(estimate: Estimate): string {
  const found = formatEstimate(estimate, "-");
  if (estimate.value === null) return found;
  const level = estimate.low === undefined ? "" : ` (${levelText(estimate)} interval)`;
  return `${found}${level}, n ${estimate.n}`;
}

function testCase(suite: string, { name, demand, estimate, isMet }: Gate): readonly string[] {
  const open = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(`${name}: ${demand}`)}"`;
  const found = foundText(estimate);
  if (isMet) return [`${open}>`, `      <system-out>${escapeXml(found)}</system-out>`, "    </testcase>"];
  const type = estimate.value === null ? "not-estimable" : "not-met";
  const told = `${name}: ${demand}; found ${found}`;
  return [
    `${open}>`,
    `      <failure type="${type}" message="${escapeXml(found)}">${escapeXml(told)}</failure>`,
    "    </testcase>",
  ];
}

/**
 * The gates of a run as JUnit XML, which CI services read: a test case for each gate, failed where it is
 * not met or cannot be told. Without times, so that the same gates give the same bytes.
 *
 * @example junitXml([{ name: "clarity", demand: "mean at least 3", estimate, isMet: true }], "score")
 */
export function junitXml(gates: readonly Gate[], suite = "assize"): string {
  const missed = gates.filter(({ isMet }) => !isMet).length;
  const counts = `tests="${gates.length}" failures="${missed}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(suite)}" ${counts}>`,
    `  <testsuite name="${escapeXml(suite)}" ${counts}>`,
    ...gates.flatMap((gate) => testCase(suite, gate)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
