import { expect, test } from "vitest";
import { measureFeatures } from "../../../src/adapters/lexical/features.ts";
import { longestCommon } from "../../../src/adapters/lexical/longest-common.ts";
import { pairTexts } from "../../../src/adapters/lexical/text-pair.ts";
import { viewPair } from "../../../src/adapters/lexical/view.ts";

const SOURCE = "Nurses check doses. Patients take tablets. Doctors write notes.";

function featuresOf(output: string, options: { lens?: readonly string[]; draw?: readonly number[] } = {}) {
  const pair = pairTexts(SOURCE, output);
  const draw = Uint16Array.from(options.draw ?? pair.source.sentences.map(() => 1));
  return measureFeatures(viewPair(pair, new Set(options.lens)), draw);
}

test("a copied sentence is wholly supported", () => {
  const features = featuresOf("Patients take tablets.");
  expect(features).toMatchObject({
    pairmin: 1,
    lcsmin: 1,
    nsplice: 0,
    inv: 0,
    dupbi: 0,
    imrep: 0,
    badend: 0,
  });
  expect(features.cosmin).toBeCloseTo(1, 12);
});

test("cosines weigh terms by their rarity in the source: worked by hand", () => {
  // N = 3; a term of one sentence weighs ln(4 / 1.5), one of none ln(4 / .5).
  const known = Math.log(4 / 1.5);
  const unknown = Math.log(4 / 0.5);
  const { cosmean } = featuresOf("Patients take sweets.");
  expect(cosmean).toBeCloseTo((2 * known) / (Math.sqrt(3) * Math.sqrt(2 * known ** 2 + unknown ** 2)), 12);
});

test("words joined across sentences of the source are splices", () => {
  const features = featuresOf("Nurses take notes.");
  expect(features.nsplice).toBe(2);
  expect(features.pairmin).toBe(0);
  expect(features.lcsmin).toBeCloseTo(1 / 3, 12);
});

test("a step back in the source's order is counted, a repeated sentence too", () => {
  expect(featuresOf("Patients take tablets. Nurses check doses.").inv).toBe(1);
  expect(featuresOf("Nurses check doses. Patients take tablets.").inv).toBe(0);
  expect(featuresOf("Nurses check doses. Nurses check doses.")).toMatchObject({ inv: 1, dupbi: 0.5 });
});

test("repeats, broken ends and clashes are counted", () => {
  expect(featuresOf("nurses nurses check doses doses").imrep).toBe(2);
  expect(featuresOf("check doses check doses").imrep).toBe(1);
  expect(featuresOf("Nurses check the").badend).toBe(1);
  expect(featuresOf("Nurses check the of doses.").clash).toBe(1);
  expect(featuresOf("Doses doses doses were checked by nurses.").unlicrep).toBe(2);
});

test("coverage weighs the source's opening most", () => {
  const weight = 1 + 1 / Math.sqrt(2) + 1 / Math.sqrt(3);
  expect(featuresOf("Nurses check doses.").leadcov).toBeCloseTo(1 / weight, 12);
  expect(featuresOf("Doctors write notes.").leadcov).toBeCloseTo(1 / Math.sqrt(3) / weight, 12);
});

test("what the source repeats is weighed by how often beyond once", () => {
  const pair = pairTexts("Doses matter. Doses help. Doses and nurses. Nurses help.", "Doses.");
  const { tf2cov } = measureFeatures(viewPair(pair, new Set()), Uint16Array.from([1, 1, 1, 1]));
  expect(tf2cov).toBeCloseTo(2 / 4, 12);
});

test("a panelist's salient terms weigh more in what it sees covered", () => {
  const plain = featuresOf("Nurses drink.").leadcov;
  expect(featuresOf("Nurses drink.", { lens: ["nurs"] }).leadcov).toBeGreaterThan(plain);
  expect(featuresOf("Nurses drink.", { lens: ["dose"] }).leadcov).toBeLessThan(plain);
});

test("only drawn sentences of the source support the output", () => {
  expect(featuresOf("Patients take tablets.", { draw: [2, 0, 1] })).toMatchObject({
    cosmin: 0,
    pairmin: 0,
    lcsmin: 0,
  });
});

test("the longest common sequence skips words on either side", () => {
  expect(longestCommon(["a", "b", "c", "d"], ["b", "x", "d", "a"])).toBe(2);
  expect(longestCommon([], ["a"])).toBe(0);
});
