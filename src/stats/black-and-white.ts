import { sharesOf } from "./entropy.ts";

/**
 * Converse's black-and-white model (1964): the share of raters who answer at random, the rest being
 * perfectly stable, from how often answers change between two waves and the random responders'
 * distribution over answers: P(switch) / (1 - Σp²). Above 1 where answers change more than chance
 * allows. Null where the distribution leaves no room to switch.
 *
 * @example blackAndWhite(0.217, [0.2, 0.5, 0.3]) // 0.35
 */
export function blackAndWhite(switched: number, marginals: readonly number[]): number | null {
  const stay = sharesOf("blackAndWhite", marginals).reduce((sum, share) => sum + share * share, 0);
  return stay >= 1 ? null : switched / (1 - stay);
}
