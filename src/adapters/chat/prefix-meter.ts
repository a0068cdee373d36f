import { keySet, numberSet } from "../ledger/key-set.ts";

/** Providers' caches work by blocks; a shorter common opening is none. */
const BLOCK = 128;

/** How long the prompts of a run are, and how much of that opens as an earlier prompt did; in characters. */
export type PromptShare = { readonly characters: number; readonly repeated: number };

export type PrefixMeter = {
  /** Takes a prompt, each entry of the ledger once. */
  readonly add: (key: string, texts: readonly string[]) => void;
  readonly share: () => PromptShare;
};

/**
 * Measures how much of the prompts a provider's prefix cache could serve: of each prompt the blocks of its opening that
 * an earlier prompt opened with, too. It keeps digests of openings, and no text.
 */
export function prefixMeter(): PrefixMeter {
  const entries = keySet();
  const openings = numberSet();
  let characters = 0;
  let repeated = 0;

  return {
    add: (key, texts) => {
      if (!entries.add(key)) return;
      const text = texts.join("\n");
      characters += text.length;
      const bytes = Buffer.alloc(2 * text.length, text, "utf16le");
      let [high, low] = [0x2545f491, 0x1b873593];
      let isRepeated = true;
      for (let start = 0; start + BLOCK <= text.length; start += BLOCK) {
        // Two characters at a time.
        for (let at = 2 * start; at < 2 * (start + BLOCK); at += 4) {
          const pair = bytes.readInt32LE(at);
          high = Math.imul(high ^ pair, 0x5bd1e995);
          low = Math.imul(low ^ pair, 0x1b873593) ^ (high >>> 13);
        }
        isRepeated = !openings.add((high & 0xfffff) * 2 ** 32 + (low >>> 0) + 1) && isRepeated;
        if (isRepeated) repeated += BLOCK;
      }
    },
    share: () => ({ characters, repeated }),
  };
}
