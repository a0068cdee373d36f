import { z } from "zod";
import type { RatingExpectation } from "../../domain/ports.ts";
import type { Task } from "../../domain/prompt.ts";
import { scaleValues } from "../../domain/rubric.ts";
import { framingNamed, turnedRound } from "../../prompts/framings.ts";
import { parseJson } from "./parse-json.ts";
import { expectRatings } from "./rating-chances.ts";

const Assessed = z.object({ assessments: z.array(z.object({ dimension: z.string() })) });

/**
 * What the token probabilities of an assessment say of each of its entries, in their order and in the
 * rubric's direction; undefined where none were told, or where the task rates nothing.
 */
export function replyExpectations(
  task: Task,
  reply: { readonly text: string; readonly chances: string | null },
): readonly (RatingExpectation | undefined)[] | undefined {
  if (reply.chances === null || (task.kind !== "assess" && task.kind !== "final")) return undefined;
  const assessed = Assessed.safeParse(parseJson(reply.text)).data?.assessments ?? [];
  const scales = new Map(task.rubric.dimensions.map(({ id, scale }) => [id, scale]));
  const asked = assessed.map(({ dimension }) => scales.get(dimension));
  const values = asked.map((scale) => (scale === undefined ? null : scaleValues(scale)));
  const isTurned = task.kind === "assess" && framingNamed(task.framing).isRecoded;
  const told = expectRatings(reply.text, reply.chances, values).map((expectation, index) => {
    const scale = asked[index];
    if (expectation === undefined || scale === undefined || !isTurned) return expectation;
    return { ...expectation, expected: turnedRound(scale, expectation.expected) };
  });
  return told.some((expectation) => expectation !== undefined) ? told : undefined;
}
