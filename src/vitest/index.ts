import { expect } from "vitest";
import {
  type Agreement,
  type Stability,
  toAgreeWithHumans,
  toBeStable,
  toRateAtLeast,
  type Where,
} from "./matchers.ts";

export { readRunFolder } from "../adapters/files/run-folder.ts";
export type { Agreement, Stability, Where } from "./matchers.ts";

expect.extend({ toRateAtLeast, toAgreeWithHumans, toBeStable });

declare module "vitest" {
  // The parameters are those of vitest's own declaration, which this one joins.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * The lower 95 % bound of the mean verdict over items, clustered by source, reaches `value`.
     *
     * @example expect(await readRunFolder("runs/score-items")).toRateAtLeast("fluency", 3.5);
     */
    toRateAtLeast: (dimension: string, value: number, where?: Where) => R;
    /**
     * The lower 95 % bound of the panel's correlation with people reaches `atLeast`.
     *
     * @example expect(run).toAgreeWithHumans({ dimension: "fluency", atLeast: 0.3 });
     */
    toAgreeWithHumans: (demand: Agreement) => R;
    /**
     * The lower 95 % bound of Krippendorff's alpha of the panel with itself reaches `atLeast`.
     *
     * @example expect(run).toBeStable({ atLeast: 0.6, across: "runs" });
     */
    toBeStable: (demand: Stability) => R;
  }
}
