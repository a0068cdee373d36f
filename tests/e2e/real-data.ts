import { test } from "vitest";

/** Where public human-rated data lies; named by the environment alone. */
export const DATA = process.env.ASSIZE_DATA ?? "";

/** A test on real data: it runs where `ASSIZE_DATA` names the folder, and says so where it does not. */
export const testOnData =
  DATA === ""
    ? (name: string, _run: () => unknown, _timeout?: number) =>
        test.skip(`${name} (ASSIZE_DATA is not set)`, () => {})
    : test;
