/**
 * Money to the cent, and to four digits where it is less than one.
 *
 * @example moneyText(0.01234) // "0.0123"
 */
export function moneyText(money: number): string {
  return money >= 1 || money === 0 ? money.toFixed(2) : money.toFixed(4);
}
