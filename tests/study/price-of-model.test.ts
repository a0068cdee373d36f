import { expect, test } from "vitest";
import { PriceList } from "../../src/domain/price.ts";
import { moneyOf } from "../../src/study/money-of.ts";
import { priceOfModel } from "../../src/study/price-of-model.ts";

const list = PriceList.parse({
  version: 1,
  date: "2026-11-01",
  source: "a page",
  models: [
    { model: "openai:gpt-x", input: 2, cachedInput: 0.5, output: 8 },
    { model: "openai:gpt-x-mini", input: 0.4, output: 1.6 },
  ],
});
const priced = (model: string, baseURL?: string) =>
  priceOfModel({ id: "m", model, ...(baseURL === undefined ? {} : { baseURL }) }, [list]);

test("a model costs what the list says, a dated build of it what the model does, and another model is not taken for it", () => {
  expect(priced("openai:gpt-x")).toMatchObject({ input: 2, cachedInput: 0.5, output: 8 });
  expect(priced("openai:gpt-x-mini-2026-03-01")).toMatchObject({
    input: 0.4,
    cachedInput: null,
    output: 1.6,
  });
  expect(priced("openai:gpt-x-pro")).toMatchObject({ input: null });
});

test("what runs here is free and says why; what nobody knows has no price and says why", () => {
  expect(priced("lexical")).toMatchObject({ input: 0, output: 0, from: "the embedded model runs here" });
  expect(priced("openai:llama", "http://localhost:11434/v1")).toMatchObject({
    input: 0,
    from: "its server runs here",
  });
  const unknown = priced("openai:llama", "https://elsewhere.example/v1");
  expect(unknown.input === null && unknown.reason).toContain("--prices FILE");
});

test("the first list that names a model decides, even for a server of this machine", () => {
  const own = { ...list, models: [{ model: "openai:gpt-x", input: 1, output: 1 }] };
  const spec = { id: "m", model: "openai:gpt-x", baseURL: "http://127.0.0.1:1/v1" };
  expect(priceOfModel(spec, [own, list])).toMatchObject({ input: 1, output: 1 });
});

test("money is tokens times price; unknown tokens or prices give null, and of a free model nothing needs to be known", () => {
  const usage = { promptTokens: 1_000_000, completionTokens: 500_000 };
  expect(moneyOf(priced("openai:gpt-x"), usage)).toBe(6);
  expect(moneyOf(priced("openai:gpt-x"), { ...usage, promptTokens: null })).toBeNull();
  expect(moneyOf(priced("openai:unheard"), usage)).toBeNull();
  expect(moneyOf(priced("lexical"), { promptTokens: null, completionTokens: null })).toBe(0);
});
