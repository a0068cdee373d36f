import { conditionKey } from "../domain/condition-key.ts";
import type { Debate } from "../domain/debate.ts";
import { framingKind } from "../domain/framing.ts";

/** A rating with what the token probabilities say of it. */
export type ToldRating = {
  readonly condition: string;
  readonly dimension: string;
  readonly item: string;
  readonly rater: string;
  /** Whose runs they are: one rater on one item in one wording. */
  readonly cell: string;
  readonly replicate: number;
  readonly rating: number;
  /** The scale's mean under the tokens' probabilities, and the probability of the rating itself. */
  readonly expected: number;
  readonly confidence: number;
};

/** The ratings of debates whose tokens' probabilities a provider told. They are no part of rating rows. */
export function toldRatings(debates: readonly Debate[]): readonly ToldRating[] {
  return debates
    .filter(({ framing }) => framingKind(framing) === "wording")
    .flatMap(({ item, arm, personaSet, protocol, model, framing, replicate, groups }) =>
      (["initial", "final"] as const).flatMap((phase) =>
        groups
          .flatMap((group) => group[phase])
          .flatMap((assessment) =>
            assessment.status !== "ok"
              ? []
              : assessment.dimensions.flatMap(({ dimension, rating, tokens }): ToldRating[] => {
                  if (rating === null || tokens === undefined) return [];
                  const rater = `${personaSet ?? ""}/${assessment.panelist}`;
                  const condition = conditionKey({ arm, protocol, model, phase });
                  const cell = JSON.stringify([condition, dimension, item, rater, framing]);
                  const { expected, confidence } = tokens;
                  return [
                    { condition, dimension, item, rater, cell, replicate, rating, expected, confidence },
                  ];
                }),
          ),
      ),
    );
}
