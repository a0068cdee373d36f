import type { Arm, Manifest } from "../domain/study.ts";

/** The kind of each arm by its id, as the study says it. */
export type ArmKinds = Readonly<Record<string, Arm["kind"] | "human">>;

/** The kinds that a run's manifest names. */
export function kindsOf(manifest: Pick<Manifest, "study"> | undefined): ArmKinds {
  return Object.fromEntries((manifest?.study.arms ?? []).map((arm) => [arm.id, arm.kind]));
}

/** The arms that carry the question first, the controls after them, the built-in null and people last. */
const ORDER = ["grounded", "invented", "placebo", "bare-role", "none", "human"] as const;
const UNKNOWN = 1.5;

/** The kind of an arm; without a study, an arm that is named like a kind is taken for one. */
export function kindOf(arm: string, kinds: ArmKinds): ArmKinds[string] | null {
  if (Object.hasOwn(kinds, arm)) return kinds[arm] ?? null;
  return ORDER.find((kind) => kind === arm) ?? null;
}

/** Sorts by arm for reading; arms of one rank keep their order. */
export function sortByArm<T>(rows: readonly T[], armOf: (row: T) => string, kinds: ArmKinds): readonly T[] {
  const rank = (row: T): number => {
    const kind = kindOf(armOf(row), kinds);
    return kind ? ORDER.indexOf(kind) : UNKNOWN;
  };
  return rows.toSorted((a, b) => rank(a) - rank(b));
}
