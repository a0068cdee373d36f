import type { PricedModel } from "../../src/study/price-study.ts";

export const pricedModel: PricedModel = {
  id: "m",
  price: { input: 2, cachedInput: 0.5, output: 8, currency: "USD", from: "a list" },
  thinks: false,
  isEmbedded: false,
  drawnTogether: 1,
  requestsPerMinute: null,
  tokensPerMinute: null,
};
