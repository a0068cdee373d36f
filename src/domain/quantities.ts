import { z } from "zod";

/** How many of something there are. */
export const Count = z.int().nonnegative();

/** A part of a whole, from 0 to 1. */
export const Share = z.number().min(0).max(1);
