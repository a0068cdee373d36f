import { describe, test } from "vitest";

/** Where public human-rated data lies: named by the environment alone. Empty where it is not named. */
export const DATA = process.env.ASSIZE_DATA ?? "";

/** Tests on real data: they run where `ASSIZE_DATA` names the folder, and are listed as skipped where it does not. */
export const testOnData = test.runIf(DATA !== "");
export const describeOnData = describe.runIf(DATA !== "");
