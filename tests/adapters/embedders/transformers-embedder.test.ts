import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { openEmbedder } from "../../../src/adapters/embedders/open-embedder.ts";
import { transformersEmbedder } from "../../../src/adapters/embedders/transformers-embedder.ts";
import type { Ledger } from "../../../src/adapters/ledger/ledger.ts";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { bagOfWords } from "../../fakes/bag-of-words.ts";

// The package has 470 MB and is no dependency; it is stood in for where it is imported.
const folder = mkdtempSync(join(tmpdir(), "assize-model-"));
const model = join(folder, "tiny");
mkdirSync(join(model, "onnx"), { recursive: true });
for (const [file, content] of [
  ["config.json", "{}"],
  ["tokenizer.json", "{}"],
  ["onnx/model.onnx", "weights"],
] as const)
  writeFileSync(join(model, file), content);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let ledger: Ledger;
beforeEach(async () => {
  ledger = await openLedger(":memory:");
});
afterEach(() => ledger.close());

/** The part of the package that is used, with what it was asked for. */
function fakePackage(width = 8) {
  const asked: { opened: unknown[]; texts: (readonly string[])[] } = { opened: [], texts: [] };
  const env = { allowRemoteModels: true, allowLocalModels: true, localModelPath: "" };
  const loaded = {
    env,
    pipeline: async (...setting: unknown[]) => {
      asked.opened.push([...setting, { ...env }]);
      return async (texts: readonly string[], options: unknown) => {
        expect(options).toEqual({ pooling: "mean", normalize: true });
        asked.texts.push(texts);
        const data = Float32Array.from(texts.flatMap((each) => [...bagOfWords(each, width)]));
        return { dims: [texts.length, width], data };
      };
    },
  };
  return { asked, load: async (): Promise<unknown> => loaded };
}

test("a model's folder is opened for sentence embeddings, with the network shut", async () => {
  const { asked, load } = fakePackage();
  const embed = await transformersEmbedder(`transformers:${model}`, { ledger, load })([]);
  expect(asked.opened).toEqual([]);
  const texts = Array.from({ length: 20 }, (_, at) => `text ${"word ".repeat(at)}`);
  const vectors = await embed(texts);
  expect(vectors.map((vector) => [...vector])).toEqual(texts.map((each) => [...bagOfWords(each, 8)]));
  expect(asked.opened).toEqual([
    [
      "feature-extraction",
      "tiny",
      { local_files_only: true, dtype: "fp32" },
      { allowRemoteModels: false, allowLocalModels: true, localModelPath: dirname(model) },
    ],
  ]);
  expect(asked.texts.map(({ length }) => length)).toEqual([16, 4]);
});

test("vectors are kept: for the same model no package is loaded again, for another one in its place they are made anew", async () => {
  const first = fakePackage();
  const [cat] = await (await transformersEmbedder(model, { ledger, load: first.load })([]))(["a cat"]);
  const never = async (): Promise<unknown> => {
    throw new Error("the package was loaded");
  };
  expect(await (await transformersEmbedder(model, { ledger, load: never })([]))(["a cat"])).toEqual([cat]);
  writeFileSync(join(model, "onnx/model.onnx"), "other weights");
  const again = await transformersEmbedder(model, { ledger, load: never })([]);
  await expect(again(["a cat"])).rejects.toThrow("the package was loaded");
});

test("a package that is not there is told with the command that installs it", async () => {
  const missing = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  const load = () => Promise.reject(missing);
  const embed = await transformersEmbedder(model, { ledger, load })([]);
  await expect(embed(["a cat"])).rejects.toThrow(
    /is not installed; install it beside assize: npm install --ignore-scripts @huggingface\/transformers/,
  );
  const strange = await transformersEmbedder(model, { ledger, load: async () => ({}) })([]);
  await expect(strange(["a cat"])).rejects.toThrow(/none that is known/);
});

test("a folder that holds no model is told before anything is loaded; its path goes from the study", async () => {
  const open = openEmbedder("transformers:nothing", { ledger, environment: {}, seed: 1, folder });
  await expect(open([])).rejects.toThrow(
    new RegExp(`transformers:${join(folder, "nothing")}: is no folder of a model; it needs config.json`),
  );
});

test("a model that gives no vector for each text is told", async () => {
  const { load } = fakePackage();
  const tokens = async () => {
    const loaded = await load();
    const pipeline = async () => async () => ({ dims: [1, 4, 8], data: new Float32Array(32) });
    return Object.assign({}, loaded, { pipeline });
  };
  const embed = await transformersEmbedder(model, { ledger, load: tokens })([]);
  await expect(embed(["a bird"])).rejects.toThrow(/1 × 4 × 8 numbers for 1 texts/);
});
