import type { Family } from "./families.ts";
import type { Measurement } from "./measure.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const times = (count: number): string => (count === 1 ? "once" : `${count} times`);
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function measured(family: Family, { features, taken }: Measurement): string {
  switch (family) {
    case "coherence":
      return (
        `The sentence that fits the source least has a similarity of ${features.cosmin.toFixed(3)} with it, ` +
        `the sentences step back ${times(features.inv)} in the source's order, and ${percent(features.dupbi)} of the word ` +
        "pairs are repeated."
      );
    case "consistency":
      if (taken !== null)
        return `The reply takes ${plural(taken, "content word")} from the given facts that the conversation does not hold.`;
      return (
        `In the weakest sentence ${percent(features.pairmin)} of the neighbouring content words stand together in one ` +
        `sentence of the source, and ${plural(features.nsplice, "word pair")} in all joined words that the source has only apart.`
      );
    case "fluency":
      return (
        `The sentences have a mean similarity of ${features.cosmean.toFixed(3)} with the source's own, the longest shared ` +
        `wording covers ${percent(features.lcsmin)} of the weakest, and ${plural(features.badend, "sentence")} broke off.`
      );
    case "relevance":
      return (
        `The output holds ${percent(features.leadcov)} of what the source says, its opening weighed most, and ` +
        `${percent(features.tf2cov)} of what the source repeats.`
      );
  }
}

/** What was measured, in plain words, under the family's name where the dimension has another; and where that is thin. */
export function rationaleFor(dimension: string, family: Family, measurement: Measurement): string {
  const heading = dimension === family ? "" : `Measured as ${family}. `;
  const { trust, view, ratings } = measurement;
  const caution =
    trust < 1
      ? ` Low evidence: the source has only ${percent(view.pair.quoted)} of the output's word pairs.`
      : "";
  const run = ` With this run's resample of the source that makes ${ratings[family].toFixed(2)} on a scale of 1 to 5.`;
  return `${heading}${measured(family, measurement)}${run}${caution}`;
}

/** Why measurements of wording say nothing here. */
export function lowEvidence(quoted: number): string {
  return (
    `Low evidence: the source has only ${percent(quoted)} of the output's word pairs, and these statistics were chosen on ` +
    "summaries that copy from their source. They say nothing of one in words of its own."
  );
}
