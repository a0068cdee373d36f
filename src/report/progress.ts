import type { Rating } from "../domain/rating.ts";

/** How far one arm has come. */
export type ArmProgress = {
  readonly arm: string;
  readonly items: number;
  readonly ratings: number;
  readonly abstained: number;
  /** Refused, malformed or failed: accidents, and a reason to look before paying for more. */
  readonly accidents: number;
};

/** How far a run has come that has not ended. */
export type Progress = {
  readonly done: number;
  readonly planned: number;
  /** Null where nothing tells yet. */
  readonly secondsLeft: number | null;
  /** Since the last cell ended. */
  readonly secondsIdle: number;
  readonly arms: readonly ArmProgress[];
};

/** Clock times in milliseconds since 1970. */
export type Times = { readonly began: number; readonly lastCell: number; readonly now: number };

function armsOf(ratings: readonly Rating[]): readonly ArmProgress[] {
  const judged = ratings.filter((row) => row.protocol !== undefined);
  return [...Map.groupBy(judged, (row) => row.arm)].map(([arm, rows]) => ({
    arm,
    items: new Set(rows.map((row) => row.item)).size,
    ratings: rows.filter((row) => row.value !== null).length,
    abstained: rows.filter((row) => row.missing === "abstained").length,
    accidents: rows.filter((row) => row.missing !== undefined && row.missing !== "abstained").length,
  }));
}

/** Tells how far a run has come, and from the pace of its cells how long the others take. */
export function progressOf(
  cells: { readonly done: number; readonly planned: number },
  ratings: readonly Rating[],
  { began, lastCell, now }: Times,
): Progress {
  const { done, planned } = cells;
  const pace = done > 0 ? (lastCell - began) / 1000 / done : null;
  return {
    done,
    planned,
    secondsLeft: pace === null ? null : Math.round(pace * (planned - done)),
    secondsIdle: Math.max(0, Math.round((now - lastCell) / 1000)),
    arms: armsOf(ratings),
  };
}
