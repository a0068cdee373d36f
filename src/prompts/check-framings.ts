import { InputError } from "../domain/errors.ts";
import type { Rubric } from "../domain/rubric.ts";
import { rubricBlock } from "./describe.ts";
import { framedRubric, framingNamed } from "./framings.ts";

/** What every framing names, so that all ask for the same thing. */
const NAMED = ["the output", "the source", "every dimension listed above"];

const numbersIn = (text: string): string => (text.match(/\d+(?:\.\d+)?/g) ?? []).toSorted().join(" ");

/**
 * Checks that framings ask for the same ratings in the same format: each names output, source and dimensions,
 * none names an option of its own, and the scales show the same options as in the plain question, in whatever
 * order. Templates that list fewer options than there are have been published as rewordings (ProSA, arXiv
 * 2410.12405).
 *
 * @throws InputError for a name that is no framing, and for one that turns a scale round where a dimension's
 * labels have no order.
 */
export function checkFramings(framings: readonly string[], rubric: Rubric): void {
  const plain = numbersIn(rubricBlock(rubric));
  for (const name of framings) {
    const framing = framingNamed(name);
    const unordered = rubric.dimensions.find(({ scale }) => scale.level === "nominal");
    if (framing.isReversed && unordered !== undefined)
      throw new InputError(
        "no-direction",
        `framings: "${name}" turns the scale round, and the labels of dimension "${unordered.id}" have no order; ` +
          "leave it out, or rate that dimension in a study of its own",
      );
    const shown = numbersIn(rubricBlock(framedRubric(rubric, framing), framing.isDescending));
    const { question } = framing;
    if (shown !== plain || numbersIn(question) !== "" || NAMED.some((words) => !question.includes(words)))
      throw new Error(`the framing "${name}" asks for something else than the plain question does`);
  }
}
