import type { RunFolder } from "../adapters/files/run-folder.ts";
import { gateMeans } from "../analysis/gate-means.ts";
import { HUMAN_ARM } from "../domain/rating.ts";
import { StudyResult } from "../domain/result.ts";
import { POOLED } from "../domain/rubric.ts";
import { groupsOfRows } from "../domain/source-groups.ts";
import type { Condition } from "../domain/verdict.ts";
import { type Held, heldTo, type Outcome } from "./held-to.ts";

/** A run, as `readRunFolder` reads it. */
export type Run = Pick<RunFolder, "result" | "verdicts" | "ratings">;

/** Which conditions are meant, such as `{ arm: "grounded" }`; all of them must hold. */
export type Where = { readonly condition?: Partial<Condition> };

export type Agreement = Where & {
  /** The lower 95 % bound must reach this. */
  readonly atLeast: number;
  /** One dimension; all of them pooled where none is named. */
  readonly dimension?: string;
  readonly measure?: "pearson" | "spearman" | "kendall";
  /** Over items, within sources, or between systems. */
  readonly level?: "sample" | "summary" | "system";
};

export type Stability = Where & {
  readonly atLeast: number;
  readonly dimension?: string;
  /** Whether the same panelist says the same again (`runs`), or panelists say the same (`panelists`). */
  readonly across?: "runs" | "panelists";
};

function isMeant(condition: Condition, wanted: Partial<Condition> = {}): boolean {
  const own = new Map<string, unknown>(Object.entries(condition));
  return (
    condition.arm !== HUMAN_ARM && Object.entries(wanted).every(([field, value]) => own.get(field) === value)
  );
}

function isRun(value: unknown): value is Run {
  return typeof value === "object" && value !== null && "verdicts" in value && Array.isArray(value.verdicts);
}

function runOf(received: unknown, matcher: string): Run {
  if (isRun(received)) return received;
  throw new TypeError(`${matcher} takes a run: expect(await readRunFolder("runs/…")).${matcher}(…)`);
}

function resultOf(received: unknown, matcher: string): StudyResult {
  if (isRun(received)) return received.result;
  const parsed = StudyResult.safeParse(received);
  if (parsed.success) return parsed.data;
  throw new TypeError(`${matcher} takes a run or its result.json: expect(await readRunFolder("runs/…"))`);
}

/** Final ratings where there are any; else those that there are. */
function last(held: readonly Held[]): readonly Held[] {
  const final = held.filter(({ condition }) => condition.phase === "final");
  return final.length > 0 ? final : held;
}

function namesOf(dimensions: Iterable<string>): string {
  const names = [...new Set(dimensions)].filter((name) => name !== POOLED);
  return names.length === 0 ? "nothing was rated" : `there are ${names.join(", ")}`;
}

const of = (dimension: string): string => (dimension === POOLED ? "all dimensions" : dimension);

/** The mean verdict over items must reach a value: what `assize score --min` gates on. */
export function toRateAtLeast(
  received: unknown,
  dimension: string,
  least: number,
  where: Where = {},
): Outcome {
  const { verdicts, ratings } = runOf(received, "toRateAtLeast");
  const groupOf = groupsOfRows(ratings);
  const meant = verdicts.filter((verdict) => isMeant(verdict.condition, where.condition));
  const panels = Map.groupBy(
    meant.filter((verdict) => verdict.dimension === dimension),
    ({ condition }) => JSON.stringify(condition),
  );
  const held = [...panels.values()].flatMap((own): Held[] =>
    gateMeans(own, groupOf).flatMap(({ mean }) =>
      own[0] === undefined ? [] : [{ condition: own[0].condition, estimate: mean }],
    ),
  );
  const none = `there are no verdicts on it; ${namesOf(meant.map((verdict) => verdict.dimension))}`;
  return heldTo(held, least, `the mean of ${dimension}`, none);
}

/** The panel's correlation with people must reach a value. */
export function toAgreeWithHumans(received: unknown, demand: Agreement): Outcome {
  const { atLeast, dimension = POOLED, measure = "spearman", level = "sample", condition } = demand;
  const all = resultOf(received, "toAgreeWithHumans").agreement ?? [];
  const held = all.filter(
    (each) =>
      each.dimension === dimension &&
      each.measure === measure &&
      each.level === level &&
      isMeant(each.condition, condition),
  );
  const none =
    all.length === 0
      ? "the run has no ratings of people to agree with"
      : `no such agreement was computed; ${namesOf(all.map((each) => each.dimension))}`;
  return heldTo(
    last(held),
    atLeast,
    `${measure}'s ${level} correlation with people on ${of(dimension)}`,
    none,
  );
}

/** The panel's agreement with itself (Krippendorff's alpha of initial ratings) must reach a value. */
export function toBeStable(received: unknown, demand: Stability): Outcome {
  const { atLeast, dimension = POOLED, across = "runs", condition } = demand;
  const { conditions } = resultOf(received, "toBeStable");
  const wanted = { phase: "initial" as const, ...condition };
  const held = conditions.flatMap((each): Held[] => {
    if (each.dimension !== dimension || each.stability === undefined) return [];
    if (!isMeant(each.condition, wanted)) return [];
    const { alphaRun, alphaPanel } = each.stability;
    return [{ condition: each.condition, estimate: across === "runs" ? alphaRun : alphaPanel }];
  });
  const none = `no stability was computed; ${namesOf(conditions.map((each) => each.dimension))}`;
  return heldTo(held, atLeast, `alpha across ${across} on ${of(dimension)}`, none);
}
