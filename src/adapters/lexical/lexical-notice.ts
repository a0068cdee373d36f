/** What every page and table says where `model: lexical` answered. */
export const LEXICAL_NOTICE =
  "lexical is a baseline, not a language model: it rates by text statistics whose constants were chosen on half of " +
  "SummEval's articles (near-extractive news summaries). Where an output says things in words of its own it has little " +
  "evidence and abstains. Its run-to-run noise is a resampling of the source's sentences, scaled by a stated constant, and on a scale with steps the seed rounds: " +
  "its λ shows the method at work and says nothing about language models.";
