import { PROBE_GAP, type ProbeTask } from "../../domain/prompt.ts";
import { rngFrom } from "../../domain/random.ts";
import { personaText } from "../../prompts/describe.ts";
import { optionLetters, type ProbeReply } from "../../prompts/probe.ts";
import { isWord, tokenize } from "./tokens.ts";

/** Words on each side of the gap that are looked for around an option. */
const REACH = 4;
/** Words round an option that must stand as in the question: fewer may stand so by chance. */
const FEWEST = 2;

const wordsOf = (text: string): readonly string[] => tokenize(text).filter(isWord);

/** How many words next to each other two lists have in common from their beginnings. */
function commonRun(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((word, at) => word !== b[at]);
  return end < 0 ? a.length : end;
}

/** The most words round the gap that stand likewise round the option, wherever it stands in the text. */
function support(
  text: readonly string[],
  option: readonly string[],
  before: readonly string[],
  after: readonly string[],
): number {
  const runs = text.flatMap((_, at) => {
    if (commonRun(option, text.slice(at, at + option.length)) < option.length) return [];
    const behind = text.slice(at + option.length, at + option.length + REACH);
    return [commonRun(before, text.slice(Math.max(0, at - REACH), at).reverse()) + commonRun(after, behind)];
  });
  return Math.max(0, ...runs);
}

/**
 * Looks the options up in what the seat can read, its persona and its passages: the one round which the words of the
 * question stand is the answer. Where none is found, or several are, it guesses by the seed: it knows nothing by heart.
 */
export function answerProbe({ seat, sentence, options }: ProbeTask, seed: number): ProbeReply {
  const persona = seat.persona === null ? "" : personaText(seat.persona);
  const text = wordsOf([persona, ...seat.passages.map((passage) => passage.text)].join("\n"));
  const [left = "", right = ""] = sentence.split(PROBE_GAP);
  const before = [...wordsOf(left)].reverse().slice(0, REACH);
  const after = wordsOf(right).slice(0, REACH);
  const found = options.map((option) => support(text, wordsOf(option), before, after));
  const best = Math.max(...found);
  const candidates = options.flatMap((_, at) => (best < FEWEST || found[at] === best ? [at] : []));
  const chosen = candidates[Math.floor(rngFrom(seed)() * candidates.length)] ?? 0;
  return { answer: optionLetters(options)[chosen] ?? "A" };
}
