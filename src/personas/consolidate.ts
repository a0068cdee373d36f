import { contentStems } from "../domain/content-words.ts";
import type { Evidence } from "../domain/persona.ts";
import { mergeAlike } from "./merge-alike.ts";
import type { RelatedFinding } from "./relate-findings.ts";
import { isSameRole } from "./same-role.ts";
import { dot, unit, type Vector } from "./vectors.ts";

/** One thing that one group of people looks at, with all that the documents say of it. */
export type ConsolidatedDimension = {
  /** The word for the consolidated group of people. */
  readonly group: string;
  /** The same word where a quoted passage of this very dimension holds it, else the passages' own word. */
  readonly stakeholder: string;
  readonly name: string;
  readonly definition: string;
  readonly evidence: readonly Evidence[];
  readonly what: Vector;
};

/** Descriptions this close are of one kind of people, where the words for them are near each other, too. */
const SAME_PEOPLE = 0.9;
const NEAR_WORDS = 0.5;
/** Name and definition this close say one thing. */
const SAME_DIMENSION = 0.85;
/** Share of common stems, of all stems, from which two wordings say one thing. */
const SAME_WORDING = 0.6;

function sharedStems(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((stem) => b.has(stem)).length;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

const documentsOf = (evidence: readonly Evidence[]): number => new Set(evidence.map((e) => e.document)).size;

type People = { readonly noun: string; readonly findings: readonly RelatedFinding[]; readonly who: Vector };

/** How alike two kinds of people are. Descriptions alone would join a nurse to a patient of whom the same is said. */
function likeness(a: People, b: People): number {
  if (isSameRole(a.noun, b.noun)) return 1;
  return dot(a.findings[0]!.noun, b.findings[0]!.noun) < NEAR_WORDS ? 0 : dot(a.who, b.who);
}

/** Nouns for one kind of people: one role by its words, or descriptions that hardly differ. */
function groupPeople(findings: readonly RelatedFinding[]): readonly (readonly People[])[] {
  const people = [...Map.groupBy(findings, (finding) => finding.stakeholder)].map(([noun, own]): People => {
    const sum = own[0]!.who.map((_, at) => own.reduce((total, finding) => total + finding.who[at]!, 0));
    return { noun, findings: own, who: unit(sum) };
  });
  return mergeAlike(people, likeness, SAME_PEOPLE);
}

/** The noun that most documents use, then most quotes; a tie goes to the first. */
function labelOf(group: readonly People[]): string {
  const weight = ({ findings }: People): number => {
    const evidence = findings.flatMap((finding) => finding.evidence);
    return documentsOf(evidence) * 1000 + evidence.length;
  };
  return group.reduce((top, next) => (weight(next) > weight(top) ? next : top)).noun;
}

/** Each quote once; of two that overlap the one that came first. */
function distinctEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  const kept: Evidence[] = [];
  for (const next of evidence) {
    const overlaps = (one: Evidence): boolean =>
      one.document === next.document && one.start < next.end && next.start < one.end;
    if (!kept.some(overlaps)) kept.push(next);
  }
  return kept;
}

/**
 * Consolidates findings: stakeholders that are one kind of people under several names become one group, and
 * within a group dimensions that say one thing become one, with all their evidence. Distinct dimensions
 * are kept. `duplicates` counts the quotes that were given more than once.
 */
export function consolidate(
  findings: readonly RelatedFinding[],
  stands: (noun: string, evidence: Evidence) => boolean,
): { readonly dimensions: readonly ConsolidatedDimension[]; readonly duplicates: number } {
  let duplicates = 0;
  const dimensions = groupPeople(findings).flatMap((group) => {
    const label = labelOf(group);
    const own = group.flatMap((people) => people.findings);
    const stems = new Map(own.map((finding) => [finding, contentStems(finding.wording)]));
    const names = new Map(own.map((finding) => [finding, [...contentStems(finding.name)].sort().join(" ")]));
    const saysAlike = (a: RelatedFinding, b: RelatedFinding): number => {
      const isSaidAlike =
        names.get(a) === names.get(b) || sharedStems(stems.get(a)!, stems.get(b)!) >= SAME_WORDING;
      return isSaidAlike ? 1 : dot(a.what, b.what);
    };
    return mergeAlike(own, saysAlike, SAME_DIMENSION).map((alike): ConsolidatedDimension => {
      const all = alike.flatMap((finding) => finding.evidence);
      const evidence = distinctEvidence(all);
      duplicates += all.length - evidence.length;
      // A group's name that no quoted passage of this dimension holds would be ours, not the documents'.
      const stakeholder = evidence.some((one) => stands(label, one)) ? label : alike[0]!.stakeholder;
      const wording = (finding: RelatedFinding): number =>
        finding.evidence.length + (finding.stakeholder === stakeholder ? all.length : 0);
      const leading = alike.reduce((top, next) => (wording(next) > wording(top) ? next : top));
      return {
        group: label,
        stakeholder,
        name: leading.name,
        definition: leading.definition,
        evidence,
        what: leading.what,
      };
    });
  });
  return { dimensions, duplicates };
}
