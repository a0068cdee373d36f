import type { ModelPrice, ModelRate, PriceList } from "../domain/price.ts";
import type { ModelSpec } from "../domain/study.ts";

/** What may follow a model's name without making it another model: a date of its build, or "latest". */
const BUILD = /^[-@](\d{4}-?\d{2}-?\d{2}|\d{3,4}|latest|preview(-[\d-]+)?)$/;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "0.0.0.0"]);

function rateIn(list: PriceList, model: string): ModelRate | undefined {
  const exact = list.models.find((rate) => rate.model === model);
  return (
    exact ??
    list.models.find((rate) => model.startsWith(rate.model) && BUILD.test(model.slice(rate.model.length)))
  );
}

function isOnThisMachine({ baseURL }: ModelSpec): boolean {
  return baseURL !== undefined && URL.canParse(baseURL) && LOOPBACK.has(new URL(baseURL).hostname);
}

const free = (from: string): ModelPrice => ({ input: 0, cachedInput: 0, output: 0, currency: "USD", from });

/**
 * The price of a model by the first list that names it or a build of it. The embedded model, and a server of this
 * machine that no list names, cost nothing; anything else is not known, which is a reason and never 0.
 *
 * @example priceOfModel({ id: "m", model: "openai:gpt-4.1-mini-2025-04-14" }, [list]) // as openai:gpt-4.1-mini
 */
export function priceOfModel(spec: ModelSpec, lists: readonly PriceList[]): ModelPrice {
  if (spec.model === "lexical") return free("the embedded model runs here");
  for (const list of lists) {
    const rate = rateIn(list, spec.model);
    if (rate)
      return {
        input: rate.input,
        cachedInput: rate.cachedInput ?? null,
        output: rate.output,
        currency: list.currency,
        from: `prices of ${list.date}: ${rate.model}`,
      };
  }
  if (isOnThisMachine(spec)) return free("its server runs here");
  const dates = lists.map(({ date }) => date).join(", ");
  return {
    input: null,
    reason: `no price is known for ${spec.model} (price lists of ${dates}); name one with --prices FILE`,
  };
}
