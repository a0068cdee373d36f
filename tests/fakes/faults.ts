import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import type { FakeRequest } from "./read-request.ts";

/** What may go wrong with one request. */
export const FAULTS = [
  "prose",
  "off-scale",
  "wrong-shape",
  "fenced",
  "thoughts",
  "empty",
  "truncated",
  "refusal",
  "content-filter",
  "filtered-prompt",
  "rate-limit",
  "out-of-quota",
  "too-long",
  "server-error",
  "html",
  "connection-cut",
] as const;
export type Fault = (typeof FAULTS)[number];

/** The request (null for embeddings), and how often its exact body was sent before. */
export type FaultContext = {
  readonly request: FakeRequest | null;
  readonly body: string;
  readonly occurrence: number;
};

export type FaultPlan = {
  /** Shares of requests that meet each fault. */
  readonly rates: Partial<Record<Fault, number>>;
  /** Says for one request which fault it meets; comes before the rates. */
  readonly choose: (context: FaultContext) => Fault | undefined;
  readonly seed: number;
};

/** The fault of one request, by its body and how often it was sent: neither order nor concurrency matters. */
export function faultOf(plan: FaultPlan, context: FaultContext): Fault | undefined {
  const chosen = plan.choose(context);
  if (chosen) return chosen;
  let left = rngFrom(deriveSeed(plan.seed, context.body, context.occurrence))();
  for (const fault of FAULTS) {
    left -= plan.rates[fault] ?? 0;
    if (left < 0) return fault;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The same assessment with a rating that no scale holds. */
function offScale(answer: unknown): unknown {
  if (!isRecord(answer) || !Array.isArray(answer.assessments)) return { unexpected: true };
  const assessments = answer.assessments.map((entry) => ({ ...entry, rating: 1_000_000, abstain: null }));
  return { assessments };
}

/** The words of a reply that arrives, but not as it was asked for. */
export function spoil(fault: Fault | undefined, answer: unknown): string {
  const text = JSON.stringify(answer);
  switch (fault) {
    case "prose":
      return "I would say this is a solid 4 out of 5.";
    case "off-scale":
      return JSON.stringify(offScale(answer));
    case "wrong-shape":
      return JSON.stringify({ score: 4 });
    case "fenced":
      return `Here you are:\n\`\`\`json\n${text}\n\`\`\``;
    case "thoughts":
      return `<think>Is it {good}? Perhaps.</think>\n${text}`;
    case "empty":
    case "refusal":
      return "";
    case "content-filter":
    case "truncated":
      return text.slice(0, Math.floor(text.length / 2));
    default:
      return text;
  }
}
