import { expect, test } from "vitest";
import { debateHeadlines, debateSentence } from "../../src/report/debate-headlines.ts";
import { RUN } from "./fixture.ts";

const [grounded] = RUN.result.debate ?? [];
if (!grounded) throw new Error("no debate in the fixture");
const nobody = { value: null, reason: "nobody rated these items", n: 0 } as const;

test("the four verdicts are told as plainly as one another, with the numbers that they rest on", () => {
  const told = (["helped", "harmed", "conformity-only", "undetermined"] as const).map((verdict) =>
    debateSentence({ ...grounded, verdict }),
  );
  expect(told.map((sentence) => sentence.split(" (")[0]?.split(":")[0])).toEqual([
    "The debate helped",
    "The debate harmed",
    "The debate did not help here",
    "Whether the debate helped cannot be told",
  ]);
  for (const sentence of told) expect(sentence).toContain("95% interval −0.05 to 0.07");
});

test("without people a verdict is read off runs, and says so", () => {
  const { towardHumans } = grounded;
  const alone = {
    ...grounded,
    towardHumans: { ...towardHumans, before: nobody, independent: nobody, selfConsistency: nobody },
  };
  expect(debateSentence(alone)).toContain("no more alike from run to run (distance −0.40");
  expect(debateSentence({ ...alone, verdict: "undetermined" })).toBe(
    "Whether the debate helped cannot be told without people's ratings; variance between panelists −0.40, 95% interval −0.60 to −0.20.",
  );
});

test("headlines are over all dimensions, the panel with the question first", () => {
  expect(debateHeadlines(RUN.result).map(({ label, word }) => [label, word])).toEqual([
    ["debate in grounded", "did not help"],
    ["debate in invented", "helped"],
  ]);
});
