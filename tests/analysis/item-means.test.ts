import { expect, test } from "vitest";
import { itemMeans, raterMeans } from "../../src/analysis/item-means.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import { rating } from "./rating-rows.ts";

const [TABLE] = tabulate([
  rating({ item: "i1", rater: "a", replicate: 0, value: 1 }),
  rating({ item: "i1", rater: "a", replicate: 1, value: 3 }),
  rating({ item: "i1", rater: "b", value: 5 }),
  rating({ item: "i2", rater: "b", value: 4 }),
  rating({ item: "i3", rater: "a", value: null, missing: "refused" }),
]);

test("an item's value is the mean over raters of their own means, however often each rated", () => {
  expect(itemMeans(TABLE!)).toEqual([3.5, 4, null]);
});

test("a rater's mean on an item is over its runs, and null where it gave none", () => {
  expect(raterMeans(TABLE!, [1, 0])).toEqual([
    [5, 4, null],
    [2, null, null],
  ]);
});
