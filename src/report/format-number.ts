/** The sign of negative numbers in text for people; tables for terminals and machines keep the hyphen. */
const MINUS = "\u2212";

/**
 * A number for reading: two decimals below 10, one below 100, none above, and two digits of a small one,
 * which would else read as 0; or with as many decimals below 10 as are asked for, small or not.
 *
 * @example formatNumber(-0.00312) // "−0.0031"
 */
export function formatNumber(value: number, minus: string = MINUS, decimals?: number): string {
  const text = digitsOf(Math.abs(value), decimals);
  return value < 0 && Number(text) !== 0 ? `${minus}${text}` : text;
}

function digitsOf(size: number, decimals: number | undefined): string {
  if (size >= 99.95) return size.toFixed(0);
  if (size >= 9.995) return size.toFixed(1);
  if (decimals !== undefined) return size.toFixed(decimals);
  if (size >= 0.0095 || size < 5e-7) return size.toFixed(2);
  const two = 1 - Math.floor(Math.log10(size));
  return size.toFixed(Math.min(two, 6)).replace(/0+$/, "");
}

/** A rating as it was given: whole where it is whole, else to two decimals. */
export function formatRating(rating: number): string {
  return Number.isInteger(rating) ? String(rating).replace("-", MINUS) : formatNumber(rating);
}

/** A count with its noun: `1 item`, `12 items`, `1,204 items`. */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${groupThousands(count)} ${count === 1 ? noun : plural}`;
}

/** A whole number with its thousands set apart by commas. */
export function groupThousands(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** A confidence level: `95%`, `97.5%`. */
export function formatLevel(level: number): string {
  return `${Number((level * 100).toFixed(1))}%`;
}

/** A share as a whole percentage. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(0)}%`;
}
