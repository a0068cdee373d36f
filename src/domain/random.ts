import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A stream of uniform numbers in [0, 1). */
export type Rng = () => number;

/**
 * A stream that depends on the seed alone. One stream per task: never share one across concurrent work.
 * The seed is spread over the whole state: seeded plainly, the first draws of neighbouring seeds go
 * along with the seeds.
 */
export function rngFrom(seed: number): Rng {
  const generator = xoroshiro128plusFromState([1, 2, 3, 4].map((word) => spread(seed, word)));
  return () => uniformFloat64(generator);
}

/** The n-th word of the SplitMix32 sequence of a seed. */
function spread(seed: number, n: number): number {
  let word = (seed + Math.imul(n, 0x9e3779b9)) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return word ^ (word >>> 15);
}

/**
 * A seed from the labels of a piece of work, so that neither order nor concurrency matters.
 * 31 bits, because some servers read a request's seed as a signed 32-bit number. The hash is
 * two rounds of 32-bit multiply-and-shift over the labels' UTF-16 units.
 *
 * @example deriveSeed(1, "initial", "item-3", "nurse", 0)
 */
export function deriveSeed(...labels: readonly (string | number)[]): number {
  const text = JSON.stringify(labels);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (low ^ high) & 0x7fffffff;
}
