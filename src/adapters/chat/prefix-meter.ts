import { keySet } from "../ledger/key-set.ts";

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
  const openings = keySet();
  let characters = 0;
  let repeated = 0;

  return {
    add: (key, texts) => {
      if (!entries.add(key)) return;
      const text = texts.join("\n");
      characters += text.length;
      let [high, low] = [0x2545f491, 0x9e3779b9];
      let isRepeated = true;
      for (let start = 0; start + BLOCK <= text.length; start += BLOCK) {
        for (let index = start; index < start + BLOCK; index++) {
          high = Math.imul(high ^ text.charCodeAt(index), 0x85ebca6b);
          low = Math.imul(low ^ text.charCodeAt(index), 0xc2b2ae35) ^ (high >>> 13);
        }
        isRepeated = !openings.add(hex(high) + hex(low)) && isRepeated;
        if (isRepeated) repeated += BLOCK;
      }
    },
    share: () => ({ characters, repeated }),
  };
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");
