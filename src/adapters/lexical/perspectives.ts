import { peopleNounsIn } from "../../domain/people.ts";
import type { PerspectivesTask } from "../../domain/prompt.ts";
import type { PerspectivesReply } from "../../prompts/ground.ts";
import { type CentralSentence, centralSentences } from "./central-sentences.ts";
import { type KeyPhrase, keyPhrases } from "./key-phrases.ts";
import { splitSentences } from "./sentences.ts";
import { termsOf } from "./terms.ts";
import { withArticle } from "./with-article.ts";

const MOST_STAKEHOLDERS = 3;
const MOST_DIMENSIONS = 2;
const MOST_QUOTES = 3;

type Perspective = PerspectivesReply["perspectives"][number];
type Dimension = Perspective["dimensions"][number];

/** People in general, and those who write documents: seldom the ones affected. */
const SELDOM_AFFECTED = new Set(
  "person individual man woman adult author researcher investigator reviewer participant stakeholder member expert".split(
    " ",
  ),
);
const SELDOM_WEIGHT = 0.4;

/** The people whom the sentences speak of, weighed by how central their sentences are. */
function stakeholdersIn(
  sentences: readonly CentralSentence[],
): readonly (readonly [noun: string, sentences: readonly CentralSentence[]])[] {
  const spokenOf = new Map<string, CentralSentence[]>();
  for (const sentence of sentences)
    for (const noun of new Set(peopleNounsIn(sentence.text).map((found) => found.noun))) {
      const known = spokenOf.get(noun);
      if (known) known.push(sentence);
      else spokenOf.set(noun, [sentence]);
    }
  const weight = (noun: string, holders: readonly CentralSentence[]): number =>
    holders.reduce((sum, holder) => sum + holder.centrality, 0) *
    (SELDOM_AFFECTED.has(noun) ? SELDOM_WEIGHT : 1);
  return [...spokenOf]
    .sort(([nounA, a], [nounB, b]) => weight(nounB, b) - weight(nounA, a))
    .slice(0, MOST_STAKEHOLDERS);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const isApart = (a: KeyPhrase, b: KeyPhrase): boolean => !a.terms.some((term) => b.terms.includes(term));

/** A dimension about one phrase, joined by a second that its sentences share. */
function dimensionAbout(
  noun: string,
  phrase: KeyPhrase,
  partner: KeyPhrase | undefined,
  sentences: readonly CentralSentence[],
): Dimension {
  const concern = partner === undefined ? phrase.text : `${phrase.text} and ${partner.text}`;
  return {
    name: capitalised(concern),
    definition: `Whether a text covers what is important to ${withArticle(noun)} about ${concern}, and gets it right.`,
    evidence: phrase.sentences
      .slice(0, MOST_QUOTES)
      .flatMap((index) =>
        sentences[index] ? [{ passage: sentences[index].passage, quote: sentences[index].text }] : [],
      ),
  };
}

function dimensionsOf(
  noun: string,
  sentences: readonly CentralSentence[],
  corpus: readonly string[],
  salient: ReadonlySet<string>,
): readonly Dimension[] {
  const phrases = keyPhrases(
    sentences.map((sentence) => sentence.text),
    corpus,
    salient,
  );
  const chosen: KeyPhrase[] = [];
  const dimensions: Dimension[] = [];
  for (const phrase of phrases) {
    if (dimensions.length === MOST_DIMENSIONS) break;
    if (!chosen.every((earlier) => isApart(earlier, phrase))) continue;
    const partner = phrases.find(
      (other) =>
        isApart(other, phrase) &&
        chosen.every((earlier) => isApart(earlier, other)) &&
        other.sentences.some((index) => phrase.sentences.includes(index)),
    );
    chosen.push(phrase, ...(partner ? [partner] : []));
    dimensions.push(dimensionAbout(noun, phrase, partner, sentences));
  }
  return dimensions;
}

/**
 * Who speaks through a cluster of passages: the people whom its central sentences speak of, the phrases that stand out
 * around them as their concerns, and those sentences, word for word, as evidence. Nobody, where no people are named.
 */
export function perspectives({ passages, terms }: PerspectivesTask): PerspectivesReply {
  const salient = new Set(terms.flatMap(termsOf));
  const sentences = centralSentences(passages, salient);
  const corpus = passages.flatMap((passage) => splitSentences(passage.text).map((sentence) => sentence.text));
  return {
    perspectives: stakeholdersIn(sentences).flatMap(([stakeholder, spokenOf]): Perspective[] => {
      const dimensions = dimensionsOf(stakeholder, spokenOf, corpus, salient);
      if (dimensions.length === 0) return [];
      const concerns = dimensions.map((dimension) => dimension.name.toLowerCase()).join("; ");
      return [
        {
          stakeholder,
          description: `${capitalised(withArticle(stakeholder))} for whom these passages speak of ${concerns}.`,
          dimensions,
        },
      ];
    }),
  };
}
