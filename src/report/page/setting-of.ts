import type { Condition } from "../../domain/verdict.ts";

/** How ratings came about, whoever gave them: one setting holds each arm once. */
export function settingOf({ protocol, phase }: Condition): string {
  const when = phase === "final" ? "after discussion" : "alone";
  if (protocol === undefined || protocol === "independent") return when;
  return phase === "final" ? `${protocol}, ${when}` : `${protocol}, before discussion`;
}
