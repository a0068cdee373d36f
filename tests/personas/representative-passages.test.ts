import { expect, test } from "vitest";
import { type Candidate, representativePassages } from "../../src/personas/representative-passages.ts";
import { salientTerms } from "../../src/personas/salient-terms.ts";

function candidate(id: string, vector: readonly number[], words = 10): Candidate {
  const text = Array.from({ length: words }, () => "word").join(" ");
  const document = id.split("#")[0] ?? id;
  return {
    chunk: { id, document, page: null, start: 0, end: text.length, text },
    vector: Float64Array.from(vector),
  };
}
const ids = (chosen: readonly { readonly id: string }[]) => chosen.map(({ id }) => id);

test("the passage nearest the centre comes first, then what is unlike it", () => {
  const chosen = representativePassages(
    [
      candidate("a#1", [1, 0]),
      candidate("b#1", [1, 0.8]),
      candidate("c#1", [1, 0.79]),
      candidate("d#1", [0.7, 1]),
    ],
    Float64Array.from([1, 1]),
    20,
  );
  expect(ids(chosen)).toEqual(["b#1", "d#1"]);
});

test("several documents speak where there are several", () => {
  const crowd = Array.from({ length: 8 }, (_, at) => candidate(`a#${at + 1}`, [1, 0.1 * at]));
  const chosen = representativePassages(
    [...crowd, candidate("b#1", [1, 1.2]), candidate("c#1", [0.3, 1])],
    Float64Array.from([1, 0.4]),
    50,
  );
  expect(new Set(chosen.map(({ document }) => document))).toEqual(new Set(["a", "b", "c"]));
});

test("the budget of words is kept, one passage at least, and length decides nothing", () => {
  const long = candidate("long#1", [1, 0.2], 60);
  const short = candidate("short#1", [1, 0.1], 5);
  expect(ids(representativePassages([long, short], Float64Array.from([1, 0.2]), 64))).toEqual(["long#1"]);
  expect(ids(representativePassages([long, short], Float64Array.from([1, 0.2]), 10))).toEqual(["long#1"]);
  expect(ids(representativePassages([long, short], Float64Array.from([1, 0.1]), 80))).toEqual([
    "short#1",
    "long#1",
  ]);
  expect(representativePassages([], Float64Array.from([1, 1]), 10)).toEqual([]);
});

test("salient terms set a group apart, in the form that it writes most, people left out", () => {
  const [first, second] = salientTerms([
    [
      "Nurses measured doses. Doses were measured, and one dose was forgotten.",
      "Every hospital measured doses.",
    ],
    ["The teacher graded notebooks. Grading notebooks took the hospital a day."],
  ]);
  expect(first?.slice(0, 2)).toEqual(["doses", "measured"]);
  expect(second?.slice(0, 2)).toEqual(["graded", "notebooks"]);
  expect([...(first ?? []), ...(second ?? [])]).not.toContain("nurses");
  expect(salientTerms([[], [""]])).toEqual([[], []]);
});
