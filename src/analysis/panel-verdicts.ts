import type { Debate } from "../domain/debate.ts";
import { framingKind } from "../domain/framing.ts";
import type { PersonaSet } from "../domain/persona.ts";
import type { Rating } from "../domain/rating.ts";
import type { Condition, Verdict } from "../domain/verdict.ts";
import { meanInterval } from "../stats/mean-interval.ts";
import { answersOf, isUnsupported } from "./debate/answers-of.ts";

const LEVEL = 0.95;
const WIDEST_SHARE = 0.5;
const MAX_EVIDENCE = 6;

type Evidence = Verdict["evidence"][number];
type Cited = Verdict["cited"][number];

/** Whose rating it is, over the arm's sets: the same persona id in another set is another panelist. */
function panelistOf(row: { readonly personaSet?: string | undefined; readonly rater: string }): string {
  return `${row.personaSet ?? ""}/${row.rater}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One mean for each panelist over its replicates and framings, in the panelists' order. */
function panelistMeans(rows: readonly Rating[]): readonly number[] {
  const values = new Map<string, number[]>();
  for (const row of rows) {
    if (row.value === null) continue;
    const own = values.get(panelistOf(row));
    if (own) own.push(row.value);
    else values.set(panelistOf(row), [row.value]);
  }
  return [...values.values()].map(mean);
}

/** The first quote that a persona's lens rests on, for as many panelists as are shown. */
function evidenceOf(rows: readonly Rating[], sets: readonly PersonaSet[]): Evidence[] {
  const raters = new Set(rows.filter((row) => row.value !== null).map(panelistOf));
  const found = sets.flatMap((set) =>
    set.personas.flatMap((persona): Evidence[] => {
      if (!raters.has(panelistOf({ personaSet: set.id, rater: persona.id }))) return [];
      const statements = [...persona.fields.evaluativeDimension, ...Object.values(persona.fields).flat()];
      const quote = statements.flatMap((statement) => statement.evidence)[0];
      if (!quote) return [];
      return [{ persona: persona.id, document: quote.document, page: quote.page, quote: quote.quote }];
    }),
  );
  return found.slice(0, MAX_EVIDENCE);
}

/** The spans that panelists cited for a dimension and that do stand in the item, each once, in order. */
function citedSpans(debates: readonly Debate[], dimension: string, phase: "initial" | "final"): Cited[] {
  const entries = debates.flatMap((debate) =>
    debate.groups.flatMap((group) =>
      group.panelists.flatMap((panelist) => answersOf(group, phase, panelist, dimension)),
    ),
  );
  const spans = new Map<string, Cited>();
  for (const { in: text, start, end } of entries.flatMap((entry) => entry.citations))
    if (start !== null && end !== null) spans.set(`${text}:${start}:${end}`, { in: text, start, end });
  return [...spans.values()].sort((a, b) => a.in.localeCompare(b.in) || a.start - b.start || a.end - b.end);
}

/** Ratings that came without a quote found in the item, and the panel's value without them; null where none is. */
function unsupportedIn(rows: readonly Rating[], debates: readonly Debate[]): Verdict["unsupported"] | null {
  const [first] = rows;
  const placeOf = (set: string | undefined, rater: string, framing: string, replicate: number): string =>
    JSON.stringify([set ?? null, rater, framing, replicate]);
  const flagged = new Set(
    debates.flatMap(({ personaSet, framing, replicate, groups }) =>
      groups.flatMap((group) =>
        group.panelists
          .filter((panelist) =>
            isUnsupported(answersOf(group, first?.phase ?? "initial", panelist, first?.dimension ?? "")),
          )
          .map((panelist) => placeOf(personaSet, panelist, framing, replicate)),
      ),
    ),
  );
  if (flagged.size === 0) return null;
  const supported = rows.filter(
    ({ personaSet, rater, framing, replicate }) =>
      !flagged.has(placeOf(personaSet, rater, framing, replicate)),
  );
  const means = panelistMeans(supported);
  return { ratings: rows.length - supported.length, without: means.length > 0 ? mean(means) : null };
}

/** Why the panel gives no verdict, or null where it gives one. */
function abstention(
  n: Verdict["n"],
  total: number,
  interval: { readonly low: number | null; readonly high: number | null },
  scale: readonly [number, number] | undefined,
): string | null {
  if (n.panelists === 0)
    return n.failed > 0 && n.abstained === 0
      ? "no rating arrived: every reply was malformed, refused or failed"
      : "nobody rated: every panelist abstained or its reply was unusable";
  if (n.abstained > total / 2) return `${n.abstained} of ${total} ratings are abstentions`;
  const { low, high } = interval;
  if (scale && low !== null && high !== null && high - low > WIDEST_SHARE * (scale[1] - scale[0]))
    return `the ${LEVEL * 100} % interval (${low.toFixed(2)} to ${high.toFixed(2)}) is wider than half the scale`;
  return null;
}

function verdictOf(
  rows: readonly Rating[],
  condition: Condition,
  debates: readonly Debate[],
  sets: readonly PersonaSet[],
): Verdict | null {
  const decided = rows.filter((row) => row.phase === condition.phase);
  const [first] = decided;
  if (!first) return null;
  const { item, dimension, scale } = first;
  const means = panelistMeans(decided);
  const interval = meanInterval(means, LEVEL);
  const within = (value: number | null): number | null =>
    value === null || scale === undefined ? value : Math.min(Math.max(value, scale[0]), scale[1]);
  const [low, high] = [within(interval.low), within(interval.high)];
  const n = {
    panelists: means.length,
    replicates: new Set(decided.map((row) => row.replicate)).size,
    abstained: decided.filter((row) => row.missing === "abstained").length,
    failed: decided.filter((row) => row.missing !== undefined && row.missing !== "abstained").length,
  };
  const abstained = abstention(n, decided.length, { low, high }, scale);
  const earlier =
    condition.phase === "final" ? panelistMeans(rows.filter((row) => row.phase === "initial")) : [];
  const unsupported = unsupportedIn(decided, debates);
  return {
    item,
    dimension,
    condition,
    value: abstained === null ? interval.mean : null,
    low,
    high,
    level: LEVEL,
    n,
    before: earlier.length > 0 ? mean(earlier) : null,
    evidence: evidenceOf(decided, sets),
    cited: citedSpans(debates, dimension, condition.phase ?? "initial"),
    ...(unsupported === null ? {} : { unsupported }),
    ...(abstained === null ? {} : { abstained }),
    method:
      "mean over panelists of their means over replicates; t interval over panelists, held to the scale",
  };
}

/**
 * The panel's outcome for each item, dimension and condition (arm × protocol × model): its last
 * ratings, pooled over sets, wordings and replicates; framings that test answers are left out. The panel abstains where over half of its
 * ratings are abstentions or the interval is wider than half the scale. Order follows the rows.
 */
export function panelVerdicts(
  rows: readonly Rating[],
  debates: readonly Debate[],
  setsOfArm: ReadonlyMap<string, readonly PersonaSet[]>,
): readonly Verdict[] {
  const heldInWordings = debates.filter(({ framing }) => framingKind(framing) === "wording");
  const debatesOf = Map.groupBy(heldInWordings, ({ item, arm, protocol, model }) =>
    JSON.stringify([item, arm, protocol, model]),
  );
  const cells = Map.groupBy(rows, ({ item, arm, protocol, model, dimension }) =>
    JSON.stringify([item, arm, protocol, model, dimension]),
  );
  return [...cells.values()].flatMap((asked) => {
    const inWordings = asked.filter(({ framing }) => framingKind(framing) === "wording");
    const ofCell = inWordings.length > 0 ? inWordings : asked;
    const [row] = ofCell;
    if (!row) return [];
    const phase = ofCell.some((candidate) => candidate.phase === "final") ? "final" : "initial";
    const condition: Condition = {
      arm: row.arm,
      ...(row.protocol === undefined ? {} : { protocol: row.protocol }),
      ...(row.model === undefined ? {} : { model: row.model }),
      phase,
    };
    const held = debatesOf.get(JSON.stringify([row.item, row.arm, row.protocol, row.model])) ?? [];
    return verdictOf(ofCell, condition, held, setsOfArm.get(row.arm) ?? []) ?? [];
  });
}
