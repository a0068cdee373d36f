import type { Estimate } from "../../domain/estimate.ts";
import type { Coverage, Reproducibility, ReturnEstimates } from "../../domain/reproducibility.ts";
import { alignColumns } from "../../report/align-columns.ts";
import { formatEstimate, intervalOf } from "../../report/format-estimate.ts";
import { formatCount, formatNumber } from "../../report/format-number.ts";

function told(estimate: Estimate): string {
  const text = formatEstimate(estimate, "-");
  return estimate.value === null || intervalOf(estimate) ? text : `${text} (no interval)`;
}

function returnRows({ similarity, matched, groups, documents }: ReturnEstimates, from: number) {
  return [
    ["likeness to the nearest persona", similarity],
    [`personas matched, from a likeness of ${formatNumber(from)}`, matched],
    ["stakeholder groups that recur", groups],
    ...(documents === undefined ? [] : [["quoted documents in common (Jaccard)", documents] as const]),
  ] as const;
}

function clusterLines({ clusters }: Reproducibility): readonly string[] {
  if (clusters === undefined) return [];
  const curve = clusters.curve.map(({ k, silhouette }) => `${k}: ${formatNumber(silhouette, "-")}`);
  const choice = curve.length === 0 ? "as given" : `by silhouette (${curve.join(", ")})`;
  return [
    `  ${formatCount(clusters.k, "cluster")}, ${choice}`,
    ...alignColumns(
      [
        ["  same clusters from other seeds (adjusted Rand)", told(clusters.seeds)],
        ["  from bootstrap samples of the passages", told(clusters.samples)],
      ],
      Infinity,
    ),
  ];
}

function coverageLines(coverage: Coverage | undefined): readonly string[] {
  if (coverage === undefined) return [];
  const { documents, clusters } = coverage;
  const heard = ({ total, silent }: { readonly total: number; readonly silent: readonly unknown[] }) =>
    `${total - silent.length} of ${total}`;
  return [
    `  ${heard(documents)} documents and ${heard(clusters)} clusters speak through a persona`,
    ...documents.silent.map(({ document, why }) => `    silent: ${document} (${why})`),
    ...clusters.silent.map(
      ({ cluster, passages, terms }) =>
        `    silent: cluster ${cluster} (${formatCount(passages, "passage")} on ${terms.join(", ")})`,
    ),
  ];
}

/** How much of a set came back when it was made again, for people. */
export function reproducibilityOverview(report: Reproducibility): string {
  const { bySeed, byDocuments, matchedFrom, repetitions } = report;
  const made = (kind: string): string =>
    `${repetitions.filter(({ varied }) => varied === kind).length} times from other`;
  const block = (title: string, estimates: ReturnEstimates | undefined): readonly string[] =>
    estimates === undefined
      ? []
      : [
          `  ${title}`,
          ...alignColumns(
            returnRows(estimates, matchedFrom).map(([what, estimate]) => [`    ${what}`, told(estimate)]),
            Infinity,
          ),
        ];
  return [
    `${report.set} made again (means with 95% t intervals over the repetitions, this set taken as given)`,
    ...block(`${made("seed")} seeds`, bySeed),
    ...block(`${made("documents")} seeds and three quarters of the documents`, byDocuments),
    ...clusterLines(report),
    ...coverageLines(report.coverage),
    ...(report.note === undefined ? [] : [`  ${report.note}`]),
  ].join("\n");
}
