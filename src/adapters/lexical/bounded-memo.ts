/**
 * Remembers what a pure function gave for the last `limit` inputs, told apart by `keyOf`. The oldest entry
 * makes room for a new one, so a long run holds its memory.
 *
 * @example const lengthOf = boundedMemo(1000, (text: string) => text, (text) => text.length)
 */
export function boundedMemo<Input, Output>(
  limit: number,
  keyOf: (input: Input) => string,
  compute: (input: Input) => Output,
): (input: Input) => Output {
  const known = new Map<string, { readonly output: Output }>();
  return (input) => {
    const key = keyOf(input);
    const hit = known.get(key);
    if (hit) return hit.output;
    const output = compute(input);
    if (known.size >= limit) for (const oldest of known.keys()) if (known.delete(oldest)) break;
    known.set(key, { output });
    return output;
  };
}
