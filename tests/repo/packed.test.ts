import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workFolder } from "../e2e/assize.ts";

const work = workFolder();
afterAll(work.remove);
const installed = join(work.path, "node_modules", "assize");

/** The package as it would be published, in an empty folder, its dependencies beside it: what npm install leaves. */
beforeAll(() => {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", work.path], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["xzf", join(work.path, packed.filename), "-C", installed, "--strip-components", "1"]);
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const name of Object.keys(dependencies)) {
    const place = join(work.path, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(realpathSync(resolve("node_modules", name)), place);
  }
  const items = readFileSync("corpora/plain-medicine/items.jsonl", "utf8").split("\n").slice(0, 1).join("\n");
  writeFileSync(join(work.path, "mine.jsonl"), `${items}\n`);
});

/** Types a command line as a person would, and gives what both streams said. */
function type(line: string): string {
  const [, ...args] = line.split(" ");
  const done = spawnSync(process.execPath, [join(installed, "bin", "assize.cjs"), ...args], {
    cwd: work.path,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: dirname(work.path), CI: "true" },
  });
  expect(done.status, `${line}: ${done.stderr}`).toBe(0);
  return `${done.stdout}\n${done.stderr}`;
}

/** The command that a step's last word names. */
function nextOf(said: string): string {
  const [, next = ""] = /^next: .*?(assize [^;,\n]*?)(?: writes .*)?$/m.exec(said) ?? [];
  return next;
}

test("a new user goes from init to the report by what each step says is next", () => {
  const planned = nextOf(type("assize init mine --items mine.jsonl"));
  expect(planned).toBe("assize plan mine/study.yaml");
  const run = nextOf(type(planned));
  expect(run).toBe("assize run mine/study.yaml");
  const report = nextOf(type(run));
  expect(report).toBe("assize report runs/study");
  expect(type(report)).toContain(join("runs", "study", "report.html"));
  expect(existsSync(join(work.path, "runs", "study", "report.html"))).toBe(true);
});

test("what the package exports can be imported, with types", () => {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const entry of Object.values<string | Record<string, string>>(exports))
    for (const file of typeof entry === "string" ? [entry] : Object.values(entry))
      if (!file.includes("*")) expect(existsSync(join(installed, file)), file).toBe(true);
  const code =
    'import { defineConfig, readRunFolder } from "assize"; console.log(typeof defineConfig, typeof readRunFolder)';
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: work.path,
    encoding: "utf8",
  });
  expect(said.trim()).toBe("function function");
});
