const SENTENCE_END = /[.!?:;。]["'”’)\]]*\d*$/u;
/** Shorter than this, a text that ends like a sentence is an initial or an abbreviation. */
const SENTENCE_LENGTH = 12;
/** In prose at least half of the words are written small; in names, addresses and titles fewer are. */
const SMALL_SHARE = 0.5;

const LIST_ITEM = /^(?:[•◦▪‣●○■□–*]\s|\(?(?:\d{1,2}|[a-z])[.)]\s)/;

/** Whether a line goes on with a sentence, as far as its first letter tells: a small one, or one of a script without capitals. */
export function opensSmall(text: string): boolean {
  return /^\s*[\p{Ll}\p{Lo}]/u.test(text);
}

export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text);
}

export function isListItem(text: string): boolean {
  return LIST_ITEM.test(text);
}

/** A text that ends like a sentence and is long enough to be one. */
export function isSentence(text: string): boolean {
  return text.length >= SENTENCE_LENGTH && endsSentence(text);
}

/** A sentence made of words, not of names. */
export function isProse(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? [];
  return isSentence(text) && words.filter(opensSmall).length >= SMALL_SHARE * words.length;
}
