type Present<T> = { [Key in keyof T]?: NonNullable<T[Key]> };

/**
 * The parts that there are: a part that is null or an empty list was not computed and is left out.
 *
 * @example present({ wording: null, agreement: [], validity: { … } }) // { validity: { … } }
 */
export function present<T extends Readonly<Record<string, object | null>>>(parts: T): Present<T> {
  const kept: Present<T> = {};
  for (const key in parts) {
    const part = parts[key];
    if (part === null || (Array.isArray(part) && part.length === 0)) continue;
    kept[key] = part;
  }
  return kept;
}
