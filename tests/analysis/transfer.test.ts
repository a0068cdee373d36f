import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { normalFrom } from "../fakes/latent-ratings.ts";
import { rating } from "./rating-rows.ts";

const QUICK = { seed: 1, bootstraps: 200, permutations: 50 };
const ITEMS = Array.from({ length: 24 }, (_, at) => ({
  id: `i${at}`,
  kind: at < 12 ? "summary" : "dialogue",
}));
const kinds = Object.fromEntries(ITEMS.map(({ id, kind }) => [id, kind]));

/** Personas that differ on summaries (λ = 4) and answer dialogues like anybody, and people who like what the items are. */
function rows(): readonly Rating[] {
  return ITEMS.flatMap(({ id, kind }) => {
    const quality = normalFrom("quality", id);
    const people = ["ann", "ben"].map((rater) =>
      rating({ item: id, arm: "human", rater, value: quality + 0.3 * normalFrom("human", id, rater) }),
    );
    const panel = ["grounded", "invented"].flatMap((arm) =>
      ["p1", "p2", "p3", "p4"].flatMap((rater) =>
        [0, 1, 2].map((replicate) => {
          const own = kind === "summary" ? normalFrom(arm, "own", id, rater) : 0;
          const seen = arm === "grounded" ? quality : 0;
          const noise = 0.5 * normalFrom(arm, "noise", id, rater, replicate);
          return rating({ item: id, arm, rater, replicate, value: seen + own + noise });
        }),
      ),
    );
    return [...people, ...panel];
  });
}

test("a panel is told by kind of item, grounded beside invented: its ratio, its stability, its agreement", () => {
  const { transfer = [] } = analyze(rows(), { ...QUICK, kinds });
  const pooled = transfer.filter(({ dimension }) => dimension === "*");
  expect(pooled.map(({ kind, condition, items }) => `${kind} ${condition.arm} ${items}`)).toEqual([
    "dialogue grounded 12",
    "dialogue invented 12",
    "summary grounded 12",
    "summary invented 12",
  ]);
  const [talk, , text, invented] = pooled;
  expect(talk?.verdict).toBe("noise");
  expect(text?.verdict).toBe("signal");
  expect(text?.lambda.value).toBeGreaterThan(1.5);
  expect(talk?.stability.alphaRun.value).not.toBeNull();
  const spearman = (of: typeof talk) =>
    of?.agreement?.find(({ level, measure }) => level === "sample" && measure === "spearman")?.estimate.value;
  expect(spearman(talk)).toBeGreaterThan(0.8);
  expect(spearman(invented)).toBeLessThan(0.6);
});

test("what is told of a kind is what is told of its items alone", () => {
  const { transfer = [] } = analyze(rows(), { ...QUICK, kinds });
  const { conditions } = analyze(
    rows().filter(({ item }) => kinds[item] === "summary"),
    QUICK,
  );
  const told = transfer.filter(({ kind }) => kind === "summary");
  expect(told).not.toEqual([]);
  for (const { condition, dimension, lambda, stability } of told) {
    const alone = conditions.find(
      (one) => one.dimension === dimension && one.condition.arm === condition.arm,
    );
    expect(lambda.value).toBeCloseTo(alone?.signal?.lambda.value ?? Number.NaN, 10);
    expect(stability.alphaPanel.value).toBeCloseTo(alone?.stability?.alphaPanel.value ?? Number.NaN, 10);
  }
});

test("a kind on which a panel is silent is told with the reason", () => {
  const silent = rows().map((row) =>
    row.arm === "grounded" && kinds[row.item] === "dialogue"
      ? rating({ ...row, value: null, missing: "abstained", reason: "no-evidence" })
      : row,
  );
  const { transfer = [] } = analyze(silent, { ...QUICK, kinds });
  const talk = transfer.find(({ kind, condition }) => kind === "dialogue" && condition.arm === "grounded");
  const reason = "no ratings: every one is missing";
  expect(talk).toMatchObject({ verdict: "undetermined", lambda: { value: null, reason }, items: 0 });
  expect(talk?.stability.alphaPanel).toMatchObject({ value: null, reason });
});

test("items of one kind, or of kinds that nobody names, say nothing of transfer", () => {
  expect(analyze(rows(), QUICK).transfer).toBeUndefined();
  const summaries = Object.fromEntries(ITEMS.map(({ id }) => [id, "summary"]));
  expect(analyze(rows(), { ...QUICK, kinds: summaries }).transfer).toBeUndefined();
});
