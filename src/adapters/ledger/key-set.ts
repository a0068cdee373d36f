const SMALLEST = 1024;

/** 52 bits of a key, never 0. Among a million keys two share them with a probability of one in ten thousand. */
function shorten(key: string): number {
  const digits = Number.parseInt(key.slice(0, 13), 16);
  if (/^[0-9a-f]{13}/.test(key)) return digits + 1;
  let [high, low] = [7, 31];
  for (let index = 0; index < key.length; index++) {
    high = Math.imul(high ^ key.charCodeAt(index), 0x9e3779b1);
    low = Math.imul(low + key.charCodeAt(index), 0x85ebca6b) ^ (low >>> 15);
  }
  return (high & 0xfffff) * 2 ** 32 + (low >>> 0) + 1;
}

/** Remembers which whole numbers above 0 were seen, in 16 bytes each. */
export function numberSet(): { readonly add: (value: number) => boolean; readonly size: () => number } {
  let slots = new Float64Array(SMALLEST);
  let size = 0;

  function place(table: Float64Array, value: number): number {
    let slot = value % table.length;
    while (table[slot] !== 0 && table[slot] !== value) slot = (slot + 1) % table.length;
    return slot;
  }

  return {
    /** Whether the number is new. */
    add: (value) => {
      const slot = place(slots, value);
      if (slots[slot] === value) return false;
      slots[slot] = value;
      size++;
      if (2 * size > slots.length) {
        const larger = new Float64Array(2 * slots.length);
        for (const kept of slots) if (kept !== 0) larger[place(larger, kept)] = kept;
        slots = larger;
      }
      return true;
    },
    size: () => size,
  };
}

/** Remembers which digests were seen, by 52 bits of each: a long run uses millions of entries. */
export function keySet(): { readonly add: (key: string) => boolean; readonly size: () => number } {
  const numbers = numberSet();
  return { add: (key) => numbers.add(shorten(key)), size: numbers.size };
}
