import { stemmer } from "stemmer";

/** English words of grammar and of bare statement, which say nothing of what a passage is about. */
const STOP_WORDS = new Set(
  `a an the my your his her its our their this that these those it they we you he she i me him us them who whom whose
  which what when where why how there here is are was were be been being am has have had having do does did doing done
  will would shall should can could may might must not no nor only also too very just then now again once ever never
  always often still even such same other others another any some all both each every either neither few more most
  many much less least several own rather quite however therefore thus hence else and or but so yet if because although
  though while whereas unless whether about above across after against along among around as at before behind below
  beneath beside between beyond by despite down during except for from in inside into like near of off on onto out
  outside over per since than through throughout to toward towards under until up upon via with within without s t
  one ones two three first second well use uses used using make makes made see seen show shows shown et al eg ie`
    .trim()
    .split(/\s+/),
);

/** Whether a word, in lower case, is a word of grammar. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** The words of a text in lower case. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? [];
}

/** The words of a text that say what it is about, with their stems, repeats kept. */
export function contentWords(text: string): readonly { readonly word: string; readonly stem: string }[] {
  return wordsOf(text)
    .map((word) => word.replace(/['’]s$/, ""))
    .filter((word) => word.length > 2 && word.length < 40 && !STOP_WORDS.has(word))
    .map((word) => ({ word, stem: stemmer(word) }));
}

/** The distinct stems of a text's content words. */
export function contentStems(text: string): ReadonlySet<string> {
  return new Set(contentWords(text).map(({ stem }) => stem));
}

/** Number of words as people count them: whatever white space parts. */
export function countWords(text: string): number {
  return text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}
