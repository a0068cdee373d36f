import type { PersonaSet } from "../../domain/persona.ts";

/** The sets that sit in each arm. */
export function setsByArm(
  seated: readonly { readonly arm: string; readonly set: PersonaSet }[],
): ReadonlyMap<string, readonly PersonaSet[]> {
  const groups = Map.groupBy(seated, ({ arm }) => arm);
  return new Map([...groups].map(([arm, own]) => [arm, own.map(({ set }) => set)]));
}
