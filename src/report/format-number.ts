/** The sign of negative numbers in text for people; tables for terminals and machines keep the hyphen. */
const MINUS = "\u2212";

/**
 * A number for reading: two decimals below 10, one below 100, none above, and as many as it takes to
 * show two digits of a small one.
 *
 * @example formatNumber(-0.00312) // "−0.0031"
 */
export function formatNumber(value: number, minus: string = MINUS): string {
  const size = Math.abs(value);
  const decimals = size === 0 ? 0 : size < 0.0095 ? Math.min(6, 1 - Math.floor(Math.log10(size))) : 2;
  const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : decimals;
  const text = size.toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `${minus}${text}` : text;
}

/** A count with its noun: `1 item`, `12 items`, `1,204 items`. */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${groupThousands(count)} ${count === 1 ? noun : plural}`;
}

/** A whole number with its thousands set apart by commas. */
export function groupThousands(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** A share as a whole percentage. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(0)}%`;
}
