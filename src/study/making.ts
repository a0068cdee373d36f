import type { Study } from "../domain/study.ts";
import type { Making } from "./price-study.ts";

/** Requests about a corpus's clusters and its silent documents, and how long they and their replies are. */
const PERSPECTIVES = { low: 4, expected: 10, high: 30 } as const;
const PERSPECTIVE_PROMPT = { low: 1500, expected: 2500, high: 3200 } as const;
const PERSPECTIVE_REPLY = { low: 300, expected: 800, high: 2000 } as const;
/** A persona is written again where it does not fit the set that it is matched to. */
const WRITTEN = { low: 1, expected: 1.3, high: 4 } as const;
const PERSONA_PROMPT = { low: 500, expected: 800, high: 1500 } as const;
const PERSONA_REPLY = { low: 150, expected: 300, high: 600 } as const;
const ROSTER = { prompt: 400, reply: 600 } as const;
const PROBE_PROMPT = { low: 250, expected: 500, high: 1200 } as const;
const PROBE_REPLY = { low: 8, expected: 12, high: 30 } as const;
/** Questions are asked of four seats, in two forms and two orders. */
const ASKED_OF_A_QUESTION = 16;

const SCENARIOS = ["low", "expected", "high"] as const;
type Of = (scenario: (typeof SCENARIOS)[number]) => number;
const range = (of: Of) => ({ low: of("low"), expected: of("expected"), high: of("high") });

/** What making `sets` sets of an arm takes, by the size of the requests that make one. */
export function makingOfSets(
  arm: string,
  kind: "grounded" | "invented",
  sets: number,
  personas: number,
): Making {
  const openings: Of = (scenario) => (kind === "grounded" ? PERSPECTIVES[scenario] : 1);
  const written: Of = (scenario) => personas * WRITTEN[scenario];
  const openingPrompt: Of = (scenario) =>
    kind === "grounded" ? PERSPECTIVE_PROMPT[scenario] : ROSTER.prompt;
  const openingReply: Of = (scenario) => (kind === "grounded" ? PERSPECTIVE_REPLY[scenario] : ROSTER.reply);
  return {
    what: `${sets} ${kind} ${sets === 1 ? "set" : "sets"} of arm ${arm}`,
    calls: range((scenario) => sets * (openings(scenario) + written(scenario))),
    promptTokens: range(
      (scenario) =>
        sets * (openings(scenario) * openingPrompt(scenario) + written(scenario) * PERSONA_PROMPT[scenario]),
    ),
    completionTokens: range(
      (scenario) =>
        sets * (openings(scenario) * openingReply(scenario) + written(scenario) * PERSONA_REPLY[scenario]),
    ),
  };
}

/** What asking grounded sets on their evidence takes, `questions` for each persona at most. */
export function makingOfKnowledge(
  { questions, runs }: NonNullable<Study["knowledge"]>,
  model: string,
  sets: number,
  personas: number,
): Making {
  const most = sets * personas * questions * runs * ASKED_OF_A_QUESTION;
  const calls = { low: most / 2, expected: most, high: most };
  return {
    what: `knowledge questions to ${sets} grounded ${sets === 1 ? "set" : "sets"}, by ${model}`,
    model,
    calls,
    promptTokens: range((scenario) => calls[scenario] * PROBE_PROMPT[scenario]),
    completionTokens: range((scenario) => calls[scenario] * PROBE_REPLY[scenario]),
  };
}
