import { contentWords } from "../domain/content-words.ts";
import { isPeopleNoun } from "../domain/people.ts";

const TERMS = 12;

/**
 * The terms that set a group of texts apart from the others: frequency within the group times
 * ln(1 + A / frequency overall), A the mean number of terms in a group (class-based TF-IDF). Each
 * stem is given in the form that the group writes most often; nouns for people are left out. One
 * list a group, most salient first.
 */
export function salientTerms(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const counted = groups.map((texts) => {
    const forms = new Map<string, Map<string, number>>();
    for (const { word, stem } of texts.flatMap(contentWords)) {
      if (isPeopleNoun(word)) continue;
      const written = forms.get(stem) ?? new Map<string, number>();
      written.set(word, (written.get(word) ?? 0) + 1);
      forms.set(stem, written);
    }
    return forms;
  });
  const count = (written: ReadonlyMap<string, number>): number =>
    [...written.values()].reduce((sum, times) => sum + times, 0);
  const overall = new Map<string, number>();
  for (const forms of counted)
    for (const [stem, written] of forms) overall.set(stem, (overall.get(stem) ?? 0) + count(written));
  const mean = [...overall.values()].reduce((sum, times) => sum + times, 0) / Math.max(1, groups.length);

  return counted.map((forms) =>
    [...forms]
      .map(([stem, written]) => ({
        stem,
        weight: count(written) * Math.log(1 + mean / overall.get(stem)!),
        form: [...written].reduce((top, next) => (next[1] > top[1] ? next : top))[0],
      }))
      .sort((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1))
      .slice(0, TERMS)
      .map(({ form }) => form),
  );
}
