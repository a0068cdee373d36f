/**
 * Six models in place of SummEval's three experts: 20 articles × 16 systems, ε = .2, -RMSE. From the
 * implementation of Calderon, Reichart & Dror (ACL 2025, repository nitaytech/AltTest) on the model
 * scores that they released.
 */
export const SUMMEVAL_ALL = {
  gemini_flash: { winningRate: 0, advantageProbability: 0.442448 },
  gemini_pro: { winningRate: 0, advantageProbability: 0.44401 },
  "gpt-4o": { winningRate: 0, advantageProbability: 0.482552 },
  "gpt-4o-mini": { winningRate: 0, advantageProbability: 0.53099 },
  "llama-31": { winningRate: 0, advantageProbability: 0.550781 },
  "mistral-v03": { winningRate: 0, advantageProbability: 0.607812 },
} as const;

/** The same, coherence alone. */
export const SUMMEVAL_COHERENCE = {
  gemini_flash: { winningRate: 0.3333, advantageProbability: 0.625 },
  gemini_pro: { winningRate: 0.6667, advantageProbability: 0.673958 },
  "gpt-4o": { winningRate: 1, advantageProbability: 0.776042 },
  "gpt-4o-mini": { winningRate: 1, advantageProbability: 0.753125 },
  "llama-31": { winningRate: 1, advantageProbability: 0.6875 },
  "mistral-v03": { winningRate: 0, advantageProbability: 0.561458 },
} as const;
