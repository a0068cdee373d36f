import { expect, test } from "vitest";
import { hyphensOf, mendLines } from "../../../src/adapters/documents/mend-lines.ts";

const mend = (...lines: readonly string[]): string => mendLines(lines, hyphensOf(lines));

test("a word parted by a line's end is put together", () => {
  expect(mend("the stake-", "holder and the insti\u2010", "tution")).toBe(
    "the stakeholder and the institution",
  );
});

test("a word that is written with a hyphen elsewhere keeps it, unless it is also written in one piece", () => {
  expect(mend("self-study and self-", "study")).toBe("self-study and self-study");
  expect(mend("on-line or online: on-", "line")).toBe("on-line or online: online");
});

test("names, ranges and addresses keep their hyphen, a dash keeps its space", () => {
  expect(mend("Ragan-", "Kelley in 2010-", "2015 at http://a-", "b.test -", "and more")).toBe(
    "Ragan-Kelley in 2010-2015 at http://ab.test - and more",
  );
});

test("ligatures, soft hyphens, control characters and white space are made plain", () => {
  expect(mend("o\uFB03ce\u00A0\u00ADhours\u0007", "", "  x\u00B2  ")).toBe("office hours x2");
});
