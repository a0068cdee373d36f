import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { assize, workFolder } from "../e2e/assize.ts";

const CHROMIUM = process.env.ASSIZE_CHROMIUM;
const WHY = CHROMIUM ? "" : " (skipped: ASSIZE_CHROMIUM does not name a Chromium)";
const work = workFolder();
const file = join(work.path, "people.jsonl");
/** Kept where CI collects what a person should look at. */
const SHOTS = "runs/screenshots";

const HOSTILE = '<script>window.__hit = 1</script><img src="x" onerror="window.__hit = 2">';
const items = Array.from({ length: 6 }, (_, index) => ({
  id: `item-${index + 1}`,
  kind: "summary",
  source: `Source ${index + 1}. ${HOSTILE} ${"A long text to scroll in. ".repeat(60)}`,
  output: `Output ${index + 1}. ${HOSTILE}`,
  system: index % 2 === 0 ? "careful" : "hasty",
}));
const RUBRIC = `dimensions:
  - {id: clarity, definition: Easy to follow., scale: {min: 1, max: 5, step: 1, anchors: {"1": muddled, "5": clear}}}
  - {id: truth, definition: Supported by the source., scale: {min: 0, max: 1, step: 1}}
`;
const ARGS = ["annotate", "items.jsonl", "--rubric", "rubric.yaml", "-o", "people.jsonl", "--port", "0"];
const PLAN = ["--repeats", "0.33", "--reworded", "0.3", "--delay", "2"];

let browser: Browser;
beforeAll(async () => {
  if (!CHROMIUM) return;
  writeFileSync(join(work.path, "items.jsonl"), items.map((item) => `${JSON.stringify(item)}\n`).join(""));
  writeFileSync(join(work.path, "rubric.yaml"), RUBRIC);
  mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu"],
  });
});
afterAll(async () => {
  await browser?.close();
  work.remove();
});

/** The form, served by the command as a person starts it. */
async function start(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [resolve("bin/assize.cjs"), ...ARGS, ...PLAN, "--annotator", "ada"], {
    cwd: work.path,
    env: { PATH: process.env.PATH, CI: "true" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [address] = await once(child.stdout!, "data");
  return { url: String(address).trim(), child };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

async function visit(url: string, width = 375, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.goto(url);
  await page.locator("#sheet").waitFor();
  return page;
}

const rows = () =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const saved = (page: Page, count: number) =>
  expect.poll(() => page.locator("fieldset[data-saved]").count()).toBe(count);
const statusOf = (page: Page) => page.locator("#status").textContent();
const clarityOf = (page: Page) => page.locator("fieldset[name=clarity]").getAttribute("data-saved");

/** What axe finds wrong that keeps people out. */
async function violations(page: Page): Promise<unknown> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate(
    `axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
  );
}

/** Fills in a sheet without a mouse: a number, no opinion or a number, then Enter on the button that has the focus. */
async function byKeyboard(page: Page, clarity: string, truth: string): Promise<void> {
  await page.keyboard.press(clarity);
  await page.keyboard.press(truth);
  await saved(page, 2);
  const before = await statusOf(page);
  await page.keyboard.press("Enter");
  await expect.poll(() => statusOf(page)).not.toBe(before);
}

test.skipIf(!CHROMIUM)(
  `six items with repeats, the server killed in the middle, resumed and analysed${WHY}`,
  async () => {
    const first = await start();
    const page = await visit(first.url);
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    const total = 10; // six items, two of them again in the same words, two in others

    expect(await page.locator("#count").textContent()).toBe(`0 of ${total} done`);
    expect(await page.locator("#output").textContent()).toContain(HOSTILE);
    expect(await page.evaluate("window.__hit")).toBeUndefined();
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: join(SHOTS, "annotate-375-light.png"), fullPage: true });

    // With the mouse, and a mind that changes.
    await page.getByLabel("5: clear").click();
    await page.getByLabel("1: muddled").click();
    await page.locator("fieldset[name=truth]").getByLabel("no opinion").click();
    await saved(page, 2);
    await expect.poll(() => clarityOf(page)).toBe("1");
    expect(rows()).toMatchObject([
      { dimension: "clarity", arm: "human", rater: "ada", value: 1 },
      { dimension: "truth", value: null, missing: "abstained", reason: "cannot-tell" },
    ]);
    await page.getByRole("button", { name: "Next" }).click();
    await expect.poll(() => statusOf(page)).toBe(`Text 2 of ${total}`);
    for (const clarity of ["2", "3", "4"]) await byKeyboard(page, clarity, "1");
    await page.keyboard.press("5");
    await saved(page, 1);

    await end(first.child, "SIGKILL");
    expect(rows()).toHaveLength(9);
    // Nothing is taken for saved that is not.
    await page.keyboard.press("0");
    await page.locator("#alarm:not(:empty)").waitFor();
    expect(await page.locator("#alarm").textContent()).toContain("The server does not answer");
    await page.close();
    // What a crash in the middle of a write leaves.
    appendFileSync(file, '{"item":"item-9","dimen');

    const second = await start();
    const resumed = await visit(second.url, 1440, "dark");
    expect(await resumed.locator("#count").textContent()).toBe(`4 of ${total} done`);
    expect(await resumed.locator("fieldset[name=clarity]").getAttribute("data-saved")).toBe("5");
    expect(await violations(resumed)).toEqual([]);
    await resumed.screenshot({ path: join(SHOTS, "annotate-1440-dark.png") });
    await resumed.getByRole("button", { name: "Next" }).click();
    expect(await resumed.locator("#status").textContent()).toBe("Still to answer: truth");
    await resumed.keyboard.press("n");
    await saved(resumed, 2);
    await resumed.keyboard.press("Enter");
    for (let sheet = 6; sheet < total; sheet++) {
      await expect.poll(() => statusOf(resumed)).toBe(`Text ${sheet} of ${total}`);
      await byKeyboard(resumed, "3", "0");
    }
    await expect.poll(() => statusOf(resumed)).toBe(`Text ${total} of ${total}`);
    // One step back is open, to mend a slip.
    await resumed.getByRole("button", { name: "Back" }).click();
    await resumed.getByLabel("1: muddled").click();
    await expect.poll(() => clarityOf(resumed)).toBe("1");
    await resumed.getByRole("button", { name: "Next" }).click();
    await expect.poll(() => statusOf(resumed)).toBe(`Text ${total} of ${total}`);
    await resumed.keyboard.press("4");
    await resumed.keyboard.press("1");
    await saved(resumed, 2);
    await resumed.keyboard.press("Enter");
    await resumed.getByRole("heading", { name: "All done" }).waitFor();
    await end(second.child, "SIGINT");
    expect(second.child.exitCode).toBe(0);

    const all = rows();
    expect(all).toHaveLength(2 * total);
    expect(new Set(all.map(({ item }) => item)).size).toBe(6);
    const times = Map.groupBy(all, ({ item, dimension }) => `${item} ${dimension}`);
    expect([...times.values()].filter((each) => each.length === 2)).toHaveLength(2 * (total - 6));
    expect(complaints.filter((text) => !text.includes("ERR_CONNECTION_REFUSED"))).toEqual([]);

    const analysed = await assize(["analyze", "people.jsonl", "--json"], { cwd: work.path });
    expect(analysed.code).toBe(0);
    const clarity = JSON.parse(analysed.stdout).conditions.find(
      (each: { dimension: string }) => each.dimension === "clarity",
    );
    expect(clarity).toMatchObject({
      condition: { arm: "human" },
      n: { items: 6, raters: 1, replicates: 2, ratings: total },
    });
    expect(clarity.validity.labels[0].rater).toBe("ada");
  },
);
