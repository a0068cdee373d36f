import { expect, test } from "vitest";
import { fittingOutcomes, outcomesOf } from "../../src/report/outcomes.ts";
import { VERDICTS } from "./fixture.ts";

const IDS = [...new Set(VERDICTS.map(({ item }) => item)), "an item that nobody judged"];
const ALL = outcomesOf(VERDICTS, IDS);
const armsOf = (outcomes: typeof ALL): readonly string[] => [
  ...new Set(outcomes.map(({ condition }) => condition.arm)),
];

test("verdicts stand as columns over the items, with abstentions told from items that were not judged", () => {
  expect(ALL).toHaveLength(15);
  const silent = ALL.find(
    ({ condition, dimension }) => condition.arm === "grounded" && dimension === "relevance",
  );
  expect([silent?.value[3], silent?.given[3]]).toEqual([null, 1]);
  expect([silent?.value.at(-1), silent?.given.at(-1)]).toEqual([null, 0]);
});

test("panels that do not fit are left out and counted, those that carry the question last", () => {
  const whole = fittingOutcomes(ALL, {}, 1e9);
  expect(whole.panelsLeftOut).toBe(0);
  expect(armsOf(whole.outcomes)[0]).toBe("grounded");
  const room = JSON.stringify(whole.outcomes).length / 2;
  const half = fittingOutcomes(ALL, {}, room);
  expect(armsOf(half.outcomes)).toEqual(armsOf(whole.outcomes).slice(0, 5 - half.panelsLeftOut));
  expect(half.panelsLeftOut).toBe(3);
  expect(armsOf(fittingOutcomes(ALL, {}, 0).outcomes)).toEqual(["grounded"]);
});
