import type { Family } from "./families.ts";
import type { Measurement } from "./measure.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function measured(family: Family, { features, taken }: Measurement): string {
  switch (family) {
    case "coherence":
      return (
        `The sentence that fits the source least has a similarity of ${features.cosmin.toFixed(3)} with it; ` +
        `${plural(features.inv, "step")} from one sentence to the next go back in the source's order; ` +
        `${percent(features.dupbi)} of the word pairs are repeated.`
      );
    case "consistency":
      if (taken !== null)
        return `${plural(taken, "content word")} come from the given facts and not from the conversation.`;
      return (
        `In the weakest sentence ${percent(features.pairmin)} of the neighbouring content words stand together in one ` +
        `sentence of the source; ${plural(features.nsplice, "word pair")} join words that the source has only apart.`
      );
    case "fluency":
      return (
        `The sentences have a mean similarity of ${features.cosmean.toFixed(3)} with the source's own; the longest run of ` +
        `shared words covers ${percent(features.lcsmin)} of the weakest; ${plural(features.badend, "sentence")} break off.`
      );
    case "relevance":
      return (
        `The output holds ${percent(features.leadcov)} of what the source says, its opening weighed most, and ` +
        `${percent(features.tf2cov)} of what the source repeats.`
      );
  }
}

/** What was measured, in plain words. */
export function rationaleFor(family: Family, measurement: Measurement): string {
  return measured(family, measurement);
}

/** Why a measurement of wording is no evidence here. */
export function lowEvidence(quoted: number): string {
  return (
    `Only ${percent(quoted)} of the output's word pairs stand in the source, and text statistics chosen on summaries that ` +
    "copy from their source say nothing of one in words of its own."
  );
}
