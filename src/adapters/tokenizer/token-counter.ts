/** A word with the blanks before it. Longer runs are cut, for the work on one grows with its square. */
const PIECES = /\s{0,40}\S{1,80}|\s{1,40}/g;

type Count = (text: string) => number;

async function load(): Promise<Count> {
  const [{ Tiktoken }, { default: ranks }] = await Promise.all([
    import("js-tiktoken/lite"),
    import("js-tiktoken/ranks/o200k_base"),
  ]);
  const encoding = new Tiktoken(ranks);
  return (text) =>
    (text.match(PIECES) ?? []).reduce(
      // Texts that look like control tokens are texts.
      (count, piece) => count + encoding.encode(piece, [], []).length,
      0,
    );
}

let loaded: Promise<Count> | undefined;

/**
 * Counts the tokens of texts as OpenAI's newer models do (o200k_base). Other tokenizers count up to a fifth more or
 * less in English. The table is loaded at the first call: it takes half a second and some memory.
 *
 * @example (await tokenCounter())("A plain sentence.") // 4
 */
export function tokenCounter(): Promise<Count> {
  loaded ??= load();
  return loaded;
}
