/** ProSA's sensitivity of one instance with k of 12 wordings correct: 2k(12 - k)/(12 · 11) (Zhuo et al., 2024). */
export const PROMPT_SENSITIVITY = { 1: 0.166667, 3: 0.409091, 6: 0.545455 } as const;

/** Converse's model: 35 % answering at random at (.2, .5, .3) change their answer in .35 × .62 of cases. */
export const BLACK_AND_WHITE = { marginals: [0.2, 0.5, 0.3], switched: 0.217, share: 0.35 } as const;

/** FortUne Dial's GPT-4 on deals (Sicilia et al., 2024): Brier .132760 at a base rate of .79, so skill 1 - .13276/.1659. */
export const BRIER_SKILL = { brier: 0.13276, baseRate: 0.79, skill: 0.2 } as const;
