import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { MIRROR } from "../adapters/datasets/fixtures.ts";
import { listeningInTest } from "../fakes/listening.ts";
import { assize, workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

test("data pull shows the licence, and leaves a study beside the data that runs", async () => {
  const server = createServer((request, response) => {
    const body = MIRROR[(request.url ?? "").slice(1)];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  const mirror = await listeningInTest(server);
  const pulled = await assize(["data", "pull", "summeval", "--mirror", mirror], { cwd: work.path });
  expect(pulled.stderr).toContain("licence: MIT");
  expect(pulled.stderr).toContain("checksums: pinned now");
  expect(pulled.stderr).toContain("3 items, where 1600 were published");
  expect(pulled.stderr).toContain("next: assize plan data/summeval/study.yaml");
  expect(pulled.stdout.trim()).toBe("data/summeval/items.jsonl");
  expect(pulled.code).toBe(0);

  // The study as it stands would ask a chat model; on the baseline it must go through to the end.
  const study = join(work.path, "data/summeval/study.yaml");
  const text = readFileSync(study, "utf8");
  writeFileSync(
    study,
    text
      .replace(/models:\n.*\n/, "model: lexical\n")
      .replace("corpus: corpus", "corpus: more")
      .replaceAll("sets: 3", "sets: 1")
      .replace("replicates: 3", "replicates: 2")
      .replace("panel: 6", "panel: 2"),
  );
  const checked = await assize(["validate", "data/summeval/study.yaml"], { cwd: work.path });
  expect(checked.stderr).toMatch(/arms\.grounded\.corpus: .*more is no folder/);
  writeFileSync(study, readFileSync(study, "utf8").replace("corpus: more", "corpus: corpus"));
  const valid = await assize(["validate", "data/summeval/study.yaml"], { cwd: work.path });
  expect(valid.stdout).toContain("items: 3");
  expect(valid.code).toBe(0);
  const again = await assize(["data", "pull", "summeval", "--mirror", mirror], { cwd: work.path });
  expect(again.stderr).toContain("nothing was fetched");
  expect(readFileSync(study, "utf8"), "a changed study is kept").toContain("model: lexical");
});

test("data pull without a name tells what there is; a name that is none is wrong usage", async () => {
  const list = await assize(["data", "pull"], { cwd: work.path });
  for (const name of ["summeval", "topical-chat", "mslr-cochrane", "dices"])
    expect(list.stdout).toContain(name);
  const wrong = await assize(["data", "pull", "sumeval"], { cwd: work.path });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("there are summeval");
  expect(existsSync(join(work.path, "data", "sumeval"))).toBe(false);
});
