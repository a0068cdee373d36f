import type { Dataset } from "./dataset.ts";
import { dices } from "./dices.ts";
import { mslrCochrane } from "./mslr-cochrane.ts";
import { summeval } from "./summeval.ts";
import { topicalChat } from "./topical-chat.ts";

/** The data sets that `assize data pull` knows. */
export const CATALOGUE: readonly Dataset[] = [summeval, topicalChat, mslrCochrane, dices];
