import fc from "fast-check";
import { expect, test } from "vitest";
import { askedWait, readCompletion, readFailure } from "../../src/adapters/chat/openai-reply.ts";
import { exhaustedFor } from "../../src/adapters/chat/rate-headers.ts";
import { expectRatings, keepRatingChances } from "../../src/adapters/chat/rating-chances.ts";
import { readReply } from "../../src/adapters/chat/read-reply.ts";
import { TransportError } from "../../src/adapters/chat/transport-error.ts";
import { readEmbeddings } from "../../src/adapters/embedders/read-embeddings.ts";
import { assessmentReply } from "../../src/prompts/assess.ts";
import { assessTask } from "../adapters/model-fixture.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";

const { rubric } = assessTask();
const schema = assessmentReply(rubric);
const good = {
  assessments: rubric.dimensions.map(({ id }) => ({
    dimension: id,
    rating: 4,
    abstain: null,
    rationale: "So it is.",
    citations: [{ in: "source", quote: "Half of the patients" }],
    confidence: 0.5,
  })),
};

/** A reply is a value whose every rating is on the scale, or a problem told in few words. */
function expectHonest(text: string): void {
  const read = readReply(text, schema);
  if ("problem" in read) {
    expect(read.problem).not.toBe("");
    expect(read.problem.length).toBeLessThanOrEqual(800);
    return;
  }
  for (const { rating } of read.value.assessments) expect([1, 2, 3, 4, 5, null]).toContain(rating);
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(0, 6, 3.5, -1, "4", "", null, true, [], {}, "cannot-tell", "clarity", 1e308),
  fc.jsonValue({ maxDepth: 2 }),
);

test("a reply with anything in the place of anything is a rating on the scale or a problem", () => {
  expectHonest(JSON.stringify(good));
  const fields = ["dimension", "rating", "abstain", "rationale", "citations", "confidence", "more"] as const;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 1 }), fc.constantFrom(...fields), odd), { maxLength: 3 }),
      fc.constantFrom("", "```json\n", "<think>{}</think>", "Sure: "),
      (changes, before) => {
        const assessments: Record<string, unknown>[] = good.assessments.map((entry) => ({ ...entry }));
        for (const [index, field, value] of changes)
          Object.assign(assessments[index] ?? {}, { [field]: value });
        expectHonest(before + JSON.stringify({ assessments }));
      },
    ),
    { seed: 30, numRuns: 400 },
  );
});

test("a hostile reply is a problem", () => {
  for (const text of Object.values(HOSTILE_TEXTS)) {
    expectHonest(text);
    expectHonest(`\`\`\`json\n${text}\n\`\`\``);
  }
  const start = performance.now();
  expectHonest(`${"```json\n".repeat(5000)}${"<think>".repeat(5000)}`);
  expectHonest("```\n".repeat(50_000));
  expect(performance.now() - start).toBeLessThan(5000);
});

/** A body is read, or it is a fault of the transport. */
function expectTransport(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(TransportError);
  }
}

test("a server's body of any kind is replies or a fault of the transport", () => {
  const part = fc.oneof(odd, fc.string({ maxLength: 20 }));
  const body = fc.record(
    {
      choices: fc.oneof(
        part,
        fc.array(
          fc.record(
            {
              index: part,
              finish_reason: part,
              message: fc.oneof(
                part,
                fc.record({ content: part, refusal: part, tool_calls: part }, { requiredKeys: [] }),
              ),
              logprobs: fc.oneof(part, fc.record({ content: part })),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 3 },
        ),
      ),
      usage: fc.oneof(part, fc.record({ prompt_tokens: part, completion_tokens: part })),
      model: part,
      error: part,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(body, (value) => {
      const text = JSON.stringify(value);
      expectTransport(() => {
        for (const reply of readCompletion(text)) {
          expect(["complete", "refused", "cut"]).toContain(reply.end);
          expect(typeof reply.text).toBe("string");
        }
      });
      expect(readFailure(500, new Headers(), text)).toBeInstanceOf(TransportError);
      expectTransport(() => readEmbeddings(text, 2));
    }),
    { seed: 31, numRuns: 500 },
  );
  for (const text of Object.values(HOSTILE_TEXTS)) {
    expectTransport(() => readCompletion(text));
    expectTransport(() => readEmbeddings(text, 1));
    expect(readFailure(400, new Headers(), text).message.length).toBeLessThan(400);
  }
});

test("headers and token probabilities of any kind are understood or left alone", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (one, two) => {
      const values: Readonly<Record<string, string>> = {
        "retry-after": one,
        "retry-after-ms": two,
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": one,
        "x-ratelimit-remaining-tokens": two,
      };
      const headers = { get: (name: string) => values[name] ?? null };
      const wait = askedWait(headers, 0);
      expect(wait === null || wait >= 0).toBe(true);
      expect(exhaustedFor(headers, 0)).toBeGreaterThanOrEqual(0);
    }),
    { seed: 32, numRuns: 300 },
  );
  const token = fc.record({
    token: fc.constantFrom('{"rating":', "4", " 4", "}", "null", "é", ""),
    top_logprobs: fc.array(fc.record({ token: fc.string({ maxLength: 3 }), logprob: fc.double() }), {
      maxLength: 3,
    }),
  });
  fc.assert(
    fc.property(fc.array(token, { maxLength: 6 }), fc.string(), (tokens, other) => {
      const text = tokens.map((part) => part.token).join("");
      for (const chances of [keepRatingChances(text, tokens), other])
        for (const found of expectRatings(text, chances, [[1, 2, 3, 4, 5], null]))
          if (found !== undefined) {
            expect(Number.isFinite(found.expected)).toBe(true);
            expect(found.confidence).toBeGreaterThanOrEqual(0);
            expect(found.confidence).toBeLessThanOrEqual(1);
          }
    }),
    { seed: 33, numRuns: 300 },
  );
});
