import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partOf } from "../../src/adapters/files/growing-file.ts";
import { run } from "../../src/cli/commands/view.ts";
import type { Context } from "../../src/cli/context.ts";
import type { ReportData } from "../../src/report/report-data.ts";
import { workFolder } from "../e2e/assize.ts";
import { DEBATES, RUN } from "../report/fixture.ts";

const work = workFolder();
afterAll(work.remove);

const lines = (rows: Iterable<unknown>): string =>
  [...rows].map((row) => `${JSON.stringify(row)}\n`).join("");

/** Writes the folder of a run that has ended, or of one whose first debates have come. */
function writeRun(path: string, name: string, debates: number | null): string {
  const folder = join(path, name);
  mkdirSync(folder, { recursive: true });
  const { manifest, result, ratings, verdicts, items } = RUN;
  writeFileSync(join(path, "items.jsonl"), lines(items));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  const ratingsFile = join(folder, "ratings.jsonl");
  const debatesFile = join(folder, "debates.jsonl");
  writeFileSync(debates === null ? ratingsFile : partOf(ratingsFile), lines(ratings));
  if (debates === null) {
    writeFileSync(join(folder, "result.json"), JSON.stringify(result));
    writeFileSync(join(folder, "verdicts.jsonl"), lines(verdicts));
    writeFileSync(debatesFile, lines(DEBATES));
  } else {
    writeFileSync(partOf(debatesFile), `${lines(DEBATES.slice(0, debates))}{"cell":"cut sho`);
  }
  return folder;
}

type Served = { readonly origin: string; readonly stop: () => Promise<number> };

/** Runs the command as `assize view …` and gives its address. */
async function view(cwd: string, args: readonly string[], options: object = {}): Promise<Served> {
  const end = new AbortController();
  let told: (text: string) => void = () => {};
  const printed = new Promise<string>((resolve) => {
    told = resolve;
  });
  const context: Context = {
    cwd,
    environment: {},
    signal: end.signal,
    print: told,
    remark: () => {},
    isInteractive: false,
  };
  const ended = run(context, args, options);
  const origin = await Promise.race([printed, ended.then(() => "")]);
  return {
    origin: origin.replace(/\/$/, ""),
    stop: () => {
      end.abort();
      return ended;
    },
  };
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  const text = await response.text();
  expect([response.status, response.status === 200 ? "" : text]).toEqual([200, ""]);
  return text;
}

test("serves one run as its page, with a policy that lets it ask its own server alone", async () => {
  writeRun(work.path, "one", null);
  const { origin, stop } = await view(work.path, ["one"]);
  const page = await textOf(origin);
  expect(page).toContain("default-src 'none'; connect-src 'self'; script-src 'sha256-");
  const data: ReportData = JSON.parse(await textOf(`${origin}/run/1/data`));
  expect([data.title, data.live, data.progress]).toEqual(["one", "/run/1", null]);
  expect(data.means.map(({ dimension }) => dimension)).toContain("coherence");
  expect((await fetch(`${origin}/run/2`)).status).toBe(404);
  expect((await fetch(`${origin}/etc/passwd`)).status).toBe(404);
  expect(await stop()).toBe(0);
});

test("shows several runs side by side: headlines, means, paired differences, and one under way", async () => {
  const several = join(work.path, "several");
  for (const name of ["a <b>", "b"]) writeRun(join(several, "runs"), name, null);
  writeRun(join(several, "runs"), "c", 3);
  const { origin, stop } = await view(several, []);
  const index = await textOf(origin);
  expect(index).toContain("<h1>3 runs</h1>");
  expect(index).toContain('<a href="/run/1">a &lt;b&gt;</a>');
  expect(index).toContain("grounded: It cannot be told from these ratings");
  expect(index).toMatch(
    /<th scope="row">grounded<\/th><td>1\.36 \[0\.74, 3\.40\]; undetermined; 8 items<\/td>/,
  );
  expect(index).toContain("b less a &lt;b&gt;");
  expect(index).toContain("<td>coherence</td><td>0.00 (no interval)</td><td>8</td><td>0</td>");
  expect(index).toMatch(/under way: 3 of \d+ cells/);
  const data: ReportData = JSON.parse(await textOf(`${origin}/run/3/data`));
  expect(data.progress?.done).toBe(3);
  expect(data.progress?.arms.map(({ arm }) => arm)).toContain("grounded");
  await stop();
});

test("what is no run is named, and so is the want of any", async () => {
  await expect(view(work.path, ["nowhere"])).rejects.toThrow(/nowhere: is no run/);
  await expect(view(join(work.path, "one"), [])).rejects.toThrow(/holds no run; make one with assize run/);
});

const CHROMIUM = process.env.ASSIZE_CHROMIUM;
const WHY = CHROMIUM ? "" : " (skipped: ASSIZE_CHROMIUM does not name a Chromium)";

describe.skipIf(!CHROMIUM)(`what is served, in a browser${WHY}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? "",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterAll(() => browser.close());

  test("the index of several runs fits a narrow screen, has no barrier, and follows what is under way", async () => {
    const { origin, stop } = await view(join(work.path, "several"), []);
    const page = await browser.newPage({ viewport: { width: 375, height: 800 }, colorScheme: "dark" });
    await page.goto(origin);
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    const found: { violations: { id: string; impact: string }[] } = await page.evaluate(
      `${axe.source}; axe.run(document, { resultTypes: ["violations"] })`,
    );
    const serious = found.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id }) => id)).toEqual([]);
    const entry = page.locator(".answer").last();
    expect(await entry.textContent()).toContain("under way: 3 of");
    writeRun(join(work.path, "several", "runs"), "c", 5);
    await expect.poll(() => entry.textContent(), { timeout: 10_000 }).toContain("under way: 5 of");
    await page.close();
    await stop();
  });

  test("its page follows it to its end without being asked, and a reader stays where they are", async () => {
    const live = join(work.path, "live");
    const folder = writeRun(live, "growing", 3);
    const { origin, stop } = await view(live, ["growing"]);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${origin}/#item=cold-1`);
    await page.locator("article.item .debate").waitFor();
    expect(await page.locator(".under-way").textContent()).toMatch(/3 of \d+ cells/);
    expect(await page.locator(".answers").count()).toBe(0);
    // The run ends.
    writeRun(live, "growing", null);
    for (const name of ["ratings.jsonl", "debates.jsonl"]) rmSync(partOf(join(folder, name)));
    await page.locator(".answers").first().waitFor();
    expect(await page.locator(".under-way").count()).toBe(0);
    expect(await page.locator("article.item h3").textContent()).toBe("cold-1");
    expect(complaints).toEqual([]);
    await stop();
  });
});
