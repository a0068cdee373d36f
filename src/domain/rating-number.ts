import { z } from "zod";

/** The squares of larger ones leave no digits for what they are to show. */
const LARGEST = 1e12;

/** A rating, or a bound of a scale. */
export const RatingNumber = z.number().min(-LARGEST).max(LARGEST);
