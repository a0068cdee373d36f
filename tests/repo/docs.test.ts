import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { commandsPage, statisticsPage } from "../../scripts/reference.ts";
import { EXIT } from "../../src/cli/context.ts";
import { program } from "../../src/cli/program.ts";
import { workFolder } from "../e2e/assize.ts";

const work = workFolder();
afterAll(work.remove);

const DOCS = "docs";
const pages = readdirSync(DOCS).filter((file) => file.endsWith(".md"));
const textOf = (page: string): string => readFileSync(join(DOCS, page), "utf8");

type Block = { readonly language: string; readonly kind: string; readonly body: string };

function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^```(\w+)(?: (\w+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", kind = "", body = ""]) => ({
      language,
      kind,
      body,
    }),
  );
}

/** The command lines of a block, whoever starts them; others, such as npm's, aside. */
function linesOf({ body }: Block): readonly string[][] {
  return body.split("\n").flatMap((line) => {
    const [, rest] = /^(?:npx )?assize (.*)$/.exec(line.trim()) ?? [];
    return rest === undefined ? [] : [rest.split(" ")];
  });
}

async function say(args: readonly string[], cwd: string) {
  const said: string[] = [];
  const note = (text: string): void => void said.push(text);
  const context = {
    cwd,
    environment: {},
    signal: new AbortController().signal,
    print: note,
    remark: note,
    isInteractive: false,
  };
  try {
    return { code: await program(context).run(args), said };
  } catch (error) {
    return { code: EXIT.failure, said: [...said, String(error)] };
  }
}

/** The first item is enough to see whether a command line goes through, though not for a gate to be met. */
function shrink(cwd: string): void {
  const items = join(cwd, "example", "items.jsonl");
  const study = join(cwd, "example", "study.yaml");
  if (!existsSync(items) || readFileSync(items, "utf8").trim().split("\n").length === 1) return;
  writeFileSync(items, `${readFileSync(items, "utf8").split("\n")[0]}\n`);
  const arms = /^ {2}- \{ id: (?:bare-role|invented|placebo).*\n/gm;
  const text = readFileSync(study, "utf8").replace(arms, "").replace("replicates: 3", "replicates: 2");
  writeFileSync(study, text.replace("panel: 4", "panel: 2"));
}

const run = pages.filter((page) =>
  blocksOf(textOf(page)).some(({ language, kind }) => language === "sh" && kind === ""),
);

test.each(run)("the command lines of %s go through, one after the other", async (page) => {
  const cwd = join(work.path, page.replace(".md", ""));
  mkdirSync(cwd);
  const blocks = blocksOf(textOf(page));
  const module = blocks.find(({ language, body }) => language === "ts" && body.includes("defineConfig"));
  if (module)
    writeFileSync(
      join(cwd, "study.mjs"),
      module.body.replace(/^import.*$/m, "const defineConfig = (it) => it;"),
    );
  for (const block of blocks)
    if (block.language === "sh" && block.kind === "")
      for (const args of linesOf(block)) {
        // Here vitest reads the modules, not Node; how Node reads TypeScript has a test of its own.
        const typed = args.map((arg) => arg.replace("study.ts", "study.mjs").replace("my-study", "example"));
        const { code, said } = await say(typed, cwd);
        expect(code, `assize ${args.join(" ")}\n${said.join("\n")}`).toBeOneOf([EXIT.done, EXIT.gate]);
        shrink(cwd);
      }
});

let reference = "";
beforeAll(async () => {
  reference = await commandsPage();
});

/** The part of the reference on a command: the longest run of its first words that has one. */
function helpOn(args: readonly string[]): string | null {
  for (const words of [args.slice(0, 2), args.slice(0, 1)]) {
    const [, help] = reference.split(`## assize ${words.join(" ")}\n`);
    if (help !== undefined) return help.split("\n## ")[0] ?? null;
  }
  return null;
}

test.each([...pages.map((page) => join(DOCS, page)), "README.md"])(
  "%s names commands and flags that there are, and files that there are",
  (page) => {
    const text = readFileSync(page, "utf8");
    const written = blocksOf(text).filter(({ language }) => language === "sh" || language === "yaml");
    const inline = [...text.matchAll(/`(?:npx )?assize ([a-z][^`]*)`/g)].map(([, line = ""]) =>
      line.split(" "),
    );
    const folded = written.map((block) => ({ ...block, body: block.body.replaceAll(/\n\s+(?=-o )/g, " ") }));
    for (const args of [...folded.flatMap(linesOf), ...inline]) {
      const help = helpOn(args);
      expect(help, `assize ${args.join(" ")}`).not.toBeNull();
      for (const flag of args.filter((arg) => /^--?[a-z]/.test(arg)))
        expect(`${help}${reference.slice(0, 4000)}`, `assize ${args.join(" ")}`).toContain(
          flag.split("=")[0],
        );
    }
    for (const [, path = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g))
      expect(existsSync(resolve(dirname(page), path)), path).toBe(true);
  },
);

test("YAML and JSON on the pages can be read", () => {
  for (const page of pages)
    for (const { language, body } of blocksOf(textOf(page))) {
      if (language === "yaml") expect(() => parse(body), page).not.toThrow();
      if (language === "json") expect(() => JSON.parse(body), page).not.toThrow();
    }
});

test("the index names every page", () => {
  const index = textOf("README.md");
  for (const page of pages) if (page !== "README.md") expect(index).toContain(`(${page})`);
});

test("the reference is what the code says", async () => {
  expect(readFileSync(join(DOCS, "reference/commands.md"), "utf8"), "run npm run reference").toBe(reference);
  expect(readFileSync(join(DOCS, "reference/statistics.md"), "utf8"), "run npm run reference").toBe(
    statisticsPage(),
  );
});
