/** The most that a study or an option may ask for: far above any design, and below what only fills a machine. */
export const LIMITS = {
  panel: 1000,
  /** Panelists who read one another: what all of them read grows with the square of their number. */
  discussion: 200,
  replicates: 10_000,
  sets: 100,
  personas: 1000,
  /** Times that something is made, asked or judged again. */
  repeats: 1000,
  /** Closed-book questions for a persona. */
  questions: 1000,
  concurrency: 10_000,
} as const;
