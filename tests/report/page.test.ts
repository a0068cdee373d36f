import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { largeRun } from "../../bench/large-run.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { type ReportInput, reportData } from "../../src/report/report-data.ts";
import { deflate, HOSTILE_CLOSE, HOSTILE_SCRIPT, LONG_WORD, ROWS_ONLY, RTL, RUN } from "./fixture.ts";

/** Where pictures of the page are kept, to be looked at. */
const ARTEFACTS = fileURLToPath(new URL("../artefacts/", import.meta.url));
const CHROMIUM = process.env.ASSIZE_CHROMIUM;
const CONFIG = fileURLToPath(new URL("../../src/report/page/vite.config.ts", import.meta.url));
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let folder = "";
let template = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "assize-page-"));
  const built = await build({ configFile: CONFIG, logLevel: "silent", build: { write: false } });
  const outputs = [built].flat().flatMap((each) => ("output" in each ? each.output : []));
  const page = outputs.find((file) => file.fileName === "page.html");
  if (page?.type !== "asset") throw new Error("the build gave no page.html");
  template = String(page.source);
});

afterAll(() => {
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
});

/** Writes the page of a run and gives its address. */
async function pageOf(name: string, input: ReportInput): Promise<string> {
  const path = join(folder, `${name}.html`);
  if (existsSync(path)) return pathToFileURL(path).href;
  writeFileSync(path, renderReport(template, await reportData(input, deflate)));
  return pathToFileURL(path).href;
}

describe("the built page", () => {
  test("loads nothing from anywhere", () => {
    expect(/<(?:script|img|iframe)[^>]+src=/.test(template)).toBe(false);
    expect([...template.matchAll(/<link[^>]+href="([^"]*)"/g)].map(([, href]) => href)).toEqual(["data:,"]);
  });

  test("allows by policy its own script alone", () => {
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(template) ?? [];
    const scripts = [...template.matchAll(/<script type="module"[^>]*>([\s\S]*?)<\/script>/g)];
    expect(scripts).toHaveLength(1);
    const hash = createHash("sha256")
      .update(scripts[0]?.[1] ?? "")
      .digest("base64");
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${hash}'`,
      "style-src 'unsafe-inline'",
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });
});

const WHY = CHROMIUM ? "" : " (skipped: ASSIZE_CHROMIUM does not name a Chromium)";

describe.skipIf(!CHROMIUM)(`the page in a browser${WHY}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
  });

  type Visit = { readonly width?: number; readonly scheme?: "light" | "dark" };

  /** Opens an address, and notes whatever the page complains of or asks for. */
  async function opened(url: string, { width = 1440, scheme = "light" }: Visit) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => {
      if (!/^(?:file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    await page.locator(".item-list li").first().waitFor({ state: "attached" });
    return { page, complaints };
  }

  /** Opens an address, hands the page over, and fails where it complained or asked for anything. */
  async function visit(url: string, how: Visit, look: (page: Page) => Promise<void>) {
    const { page, complaints } = await opened(url, how);
    try {
      await look(page);
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
    }
  }

  let unfolded: ReturnType<typeof opened> | undefined;
  /** Hands over the page of the run with all parts open: the same one each time, for looking at figures. */
  async function lookAtFigures(look: (page: Page) => Promise<void>) {
    unfolded ??= pageOf("run", RUN).then(async (url) => {
      const first = await opened(url, {});
      await openParts(first.page);
      return first;
    });
    const { page, complaints } = await unfolded;
    await look(page);
    expect(complaints).toEqual([]);
  }

  /** Unfolds the parts of the page, as a reader does who wants it all. */
  async function openParts(page: Page) {
    const folded = page.locator("details.part:not([open]) > summary");
    while ((await folded.count()) > 0) await folded.first().click();
  }

  const fits = (page: Page): Promise<boolean> =>
    page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");

  const openAll = (page: Page): Promise<unknown> =>
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");

  /** The violations that axe calls serious or critical, each with the first place where it stands. */
  const barriers = (page: Page, within = "main"): Promise<readonly string[]> =>
    page.evaluate(`${axe.source};
      axe.run(${JSON.stringify(within)}, { resultTypes: ["violations"] }).then(({ violations }) =>
        violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => id + " (" + nodes.length + "): " + nodes[0].html.slice(0, 200)));`);

  for (const width of [375, 1440])
    for (const scheme of ["light", "dark"] as const)
      test(`opens at ${width} px, ${scheme}, without scrolling sideways and without a barrier`, async () => {
        await visit(await pageOf("run", RUN), { width, scheme }, async (page) => {
          expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
            "Is it the persona or the noise?",
          );
          expect(await fits(page)).toBe(true);
          await openParts(page);
          await page.locator("figure svg").last().waitFor();
          mkdirSync(ARTEFACTS, { recursive: true });
          await page.screenshot({ path: join(ARTEFACTS, `report-${width}-${scheme}.jpg`), fullPage: true });
          expect(await barriers(page)).toEqual([]);
          await openAll(page);
          expect(await fits(page)).toBe(true);
        });
      });

  test("a run of 10,000 items opens at once, says what it holds, and opens what it holds", async () => {
    const large = largeRun(10_000, RUN.result, { raters: 1, replicates: 1 });
    const url = await pageOf("large", large);
    const { size } = statSync(fileURLToPath(url));
    expect(size).toBeLessThan(5_000_000);
    await visit(url, {}, async (page) => {
      const painted: number = await page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime",
      );
      console.log(
        `10,000 items: ${(size / 1e6).toFixed(2)} MB, first paint after ${painted.toFixed(0)} ms (goal 1500)`,
      );
      expect(await page.locator("#items").textContent()).toMatch(
        /To stay small, this page holds the texts and ratings of [\d,]+ items and the debates on [\d,]+ of 10,000/,
      );
      await page.getByLabel("Show").selectOption("whose debates are in this page");
      await page.locator(".item-list a").first().click();
      await page.locator("article.item .debate").waitFor();
      await page.goto(`${url}#item=source-2499-terse`);
      expect(await page.locator("article.item").textContent()).toContain("source-2499-terse");
    });
  });

  test("an open item has no barrier, and marks how sure its panelists sound beside what repeats", async () => {
    await visit(`${await pageOf("run", RUN)}#item=cold-2`, { width: 375 }, async (page) => {
      const debate = page.locator("article.item .debate");
      await debate.waitFor();
      await openAll(page);
      expect(await debate.locator(".words .sounds.sure").first().textContent()).toBe("clearly");
      expect(await debate.locator(".words .sounds.unsure").first().textContent()).toBe("perhaps");
      expect(await debate.locator(".words .note").first().textContent()).toMatch(
        /stated confidence 0\.\d+; the same rating in \d of 2 other runs/,
      );
      await page.screenshot({ path: join(ARTEFACTS, "item-375-light.jpg") });
      expect(await barriers(page, "article.item")).toEqual([]);
    });
  });

  test("on paper nothing stays folded", async () => {
    await visit(await pageOf("run", RUN), {}, async (page) => {
      const folded = page.locator("details.part:not([open])");
      const before = await folded.count();
      expect(before).toBeGreaterThan(0);
      await page.emulateMedia({ media: "print" });
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await folded.count()).toBe(0);
      expect(await page.locator("figure .plot:empty").count()).toBe(0);
      await page.evaluate("dispatchEvent(new Event('afterprint'))");
      expect(await folded.count()).toBe(before);
    });
  });

  test("answers on the first screen, with what stands behind it, the notice and the alarm", async () => {
    await visit(await pageOf("run", RUN), {}, async (page) => {
      const first = page.locator(".answer").first();
      const text = (await first.textContent()) ?? "";
      expect(text).toContain("grounded");
      expect(text).toContain(
        "It cannot be told from these ratings: who is asked moves them anywhere from 0.74 to 3.40 times as much as asking again (95% interval; λ 1.36).",
      );
      expect(text).toContain(
        "8 items, 8 panelists, 3 replicates; 568 ratings, 8 missing (6 abstained, 2 malformed)",
      );
      const box = await first.boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(900);
      expect(await page.locator(".notice").textContent()).toBe("baseline, not a language model");
      expect(await page.getByRole("note").textContent()).toContain("leaves 0 out");
    });
  });

  test("draws every figure, each with its numbers as a table and what is absent explained", async () => {
    await lookAtFigures(async (page) => {
      const titles = await page.locator("figure > h3").allTextContents();
      expect(titles).toEqual([
        "How large is the persona against a rerun?",
        "Where the variance comes from",
        "Who agrees with whom",
        "Side by side: grounded and invented",
        "A set made again: the same verdicts?",
        "Does it hold for summaries and for dialogues?",
        "What the discussion moved",
        "What discussion did",
        "What the tokens bought",
        "Do the panels rank as people do?",
        "Could a panel stand in for an annotator?",
        "Does the panel disagree as people do?",
        "Would weights learned from people help?",
        "Is there anything to average?",
        "How much hangs on the wording?",
        "What rests on no quote",
        "Do they stay who they are?",
        "Knowledge or style",
        "Do they know when they are right?",
        "What abstaining would buy",
        "Did it come true?",
        "What another design would reach",
        "The systems, by the panel",
        "The systems, two by two",
      ]);
      await page.locator("figure svg").last().waitFor();
      await openAll(page);
      expect(await barriers(page, "#people")).toEqual([]);
      for (const figure of await page.locator("figure").all()) {
        expect(await figure.locator("svg circle, svg rect").count()).toBeGreaterThan(0);
        expect(await figure.locator("table tbody tr").count()).toBeGreaterThan(0);
        expect(await figure.getByRole("img").getAttribute("aria-label")).not.toBe("");
      }
      const first = page.locator("figure").first();
      expect(await first.locator(".reasons").textContent()).toContain(
        "Not estimable for placebo, relevance: over 90% of the cells with several replicates hold identical replies.",
      );
      const split = page.locator("figure").nth(1);
      expect(await split.locator("svg").textContent()).toContain("item × persona 0 (raw −0.01)");
    });
  });

  const figureOf = (page: Page, title: string) => page.locator("figure").filter({ hasText: title });
  const captionOf = (page: Page, title: string) => figureOf(page, title).locator("figcaption").textContent();

  test("agreement with people stands at its three levels under the ceiling", async () => {
    await lookAtFigures(async (page) => {
      const figure = figureOf(page, "Do the panels rank as people do?");
      const drawing = figure.locator(".plot");
      await expect.poll(() => drawing.textContent()).toContain("0.52 [0.20, 0.74] of 0.68");
      for (const level of ["over all items", "within source groups", "between the systems' means"])
        expect(await drawing.textContent()).toContain(level);
      expect(await figure.locator(".reasons").textContent()).toContain(
        "Not estimable for the ceiling, between the systems' means, coherence: annotators are anonymous.",
      );
      await figure.getByLabel("Ratings").selectOption("debate, after discussion");
      await expect.poll(() => drawing.textContent()).toContain("0.62 [0.20, 0.74] of 0.68");
    });
  });

  test("a validity label stands with what decided it and what would change it", async () => {
    await lookAtFigures(async (page) => {
      const figure = figureOf(page, "Is there anything to average?");
      await openAll(page);
      const decided = figure.locator("details").filter({ hasText: "What decided, and what would change it" });
      const row = decided.getByRole("row", { name: /^nurse-followup non-attitude/ });
      expect(await row.textContent()).toContain("run stability 0.30 [0.10, 0.97]");
      expect(await row.textContent()).toContain("answers that repeat when asked again");
      expect(await figure.textContent()).not.toContain("which the page leaves out");
      expect(await figure.locator(".reasons").textContent()).toContain("λ without");
    });
  });

  test("captions tell the cheapest design, the smallest difference and the threshold", async () => {
    await lookAtFigures(async (page) => {
      const design = await captionOf(page, "What another design would reach");
      expect(design).toContain("4 raters, 1 replicate, 32 calls, about 28,800 tokens");
      expect(design).toContain("found with 80% power: 0.31 on the rating scale");
      expect(await captionOf(page, "What abstaining would buy")).toContain(
        "a verdict needs 75% of its ratings behind it, going by 12 of 24 verdicts, by source group; on the rest that keeps 7 verdicts at a risk of 0%, at most 35% by its bound",
      );
      const sides = await captionOf(page, "Side by side");
      expect(sides).toContain("Held to: for these two sets of each arm.");
    });
  });

  test("a part that a result does not have leaves no hole", async () => {
    const { conditions, systems } = RUN.result;
    const plain = conditions.map(({ condition, dimension, n, signal }) => ({
      condition,
      dimension,
      n,
      ...(signal ? { signal } : {}),
    }));
    const result = { version: 1 as const, conditions: plain, ...(systems ? { systems } : {}) };
    await visit(await pageOf("plain", { ...ROWS_ONLY, result }), {}, async (page) => {
      expect(await page.getByRole("navigation").locator("a").allTextContents()).toEqual([
        "Persona and noise",
        "The systems",
        "The items",
        "The method",
      ]);
      await openParts(page);
      expect(await page.locator("figure > h3").allTextContents()).toEqual([
        "How large is the persona against a rerun?",
        "The systems, by the panel",
      ]);
    });
  });

  test("folds what a reader of the first screen need not wade through", async () => {
    const notice = "lexical is a baseline, not a language model: it rates by text statistics.";
    await visit(await pageOf("long", { ...RUN, notice }), { width: 375 }, async (page) => {
      const told = page.locator(".notice");
      expect(await told.locator("summary").textContent()).toBe("lexical is a baseline, not a language model");
      expect(await told.getByText("it rates by text statistics.").isVisible()).toBe(false);
      expect(await page.locator("details.part[open] h2").allTextContents()).toEqual([
        "Persona and noise",
        "The items",
      ]);
      await page.getByRole("navigation").getByText("Against people").click();
      await expect.poll(() => page.getByText("Do the panels rank as people do?").isVisible()).toBe(true);
    });
  });

  test("says of a debate that it did not help as plainly as that it helped, and what drift and knowledge came to", async () => {
    await lookAtFigures(async (page) => {
      const row = page.locator(".answer").filter({ hasText: "debate in grounded" });
      expect(await row.locator(".verdict").textContent()).toBe("did not help");
      expect(await row.textContent()).toContain(
        "The debate did not help here: panelists came nearer to one another",
      );
      const sentences = page.locator(".sentences");
      expect(await sentences.first().textContent()).toContain(
        "The debate helped: it brought the panel nearer to people (distance to people against asking each alone −0.30, 95% interval −0.50 to −0.10",
      );
      expect(await sentences.last().textContent()).toContain("This persona contributed style only");
      expect(await captionOf(page, "Do they stay who they are?")).toContain(
        "96 lines of 4 personas in 24 dialogues, 40 evaluable (not: 12 silent, 44 nothing-shown); 48 questions, 6 unanswered",
      );
      expect(await captionOf(page, "Would weights learned")).toContain(
        "learned weights did not help (5 folds)",
      );
      expect(await page.locator("#design").textContent()).toContain("not reported");
    });
  });

  test("where one panel was asked how good the items are, that is the question, and the means answer it", async () => {
    const { manifest } = RUN;
    if (!manifest) throw new Error("no manifest");
    const arms = manifest.study.arms.filter(({ kind }) => kind === "grounded");
    const study = { ...manifest.study, arms };
    const condition = { arm: "grounded", protocol: "debate", phase: "final" as const };
    const known = { value: 3.5, low: 3.1, high: 3.9, level: 0.95, method: "mean", n: 8 };
    const few = { value: 4, method: "mean; no interval: 4 groups, it takes 5", n: 7 };
    const means = [
      { condition, dimension: "coherence", mean: known, abstained: 0, scale: [1, 5] as const },
      { condition, dimension: "relevance", mean: few, abstained: 1, scale: null },
    ];
    await visit(
      await pageOf("score", { ...RUN, manifest: { ...manifest, study }, means }),
      {},
      async (page) => {
        expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
          "How good are they, to this panel?",
        );
        expect(await page.locator(".means").textContent()).toBe(
          "coherence3.50 [3.10, 3.90] on 1 to 58 items, none abstained on" +
            "relevance4.007 items, 1 abstained on, no interval: 4 groups, it takes 5",
        );
        expect(await page.getByRole("heading", { name: "Is it the persona or the noise?" }).count()).toBe(1);
      },
    );
  });

  test("a choice of dimension draws the figure anew", async () => {
    await lookAtFigures(async (page) => {
      const figure = page.locator("figure").nth(1);
      await expect.poll(() => figure.locator("svg").textContent()).toContain("placebo");
      await figure.getByLabel("Dimension").selectOption("relevance");
      await expect.poll(() => figure.locator("svg").textContent()).not.toContain("placebo");
      expect(await figure.locator(".reasons").textContent()).toContain("placebo");
    });
  });

  test("shows the panel with its quotes, their document and their page", async () => {
    await visit(await pageOf("run", RUN), {}, async (page) => {
      await page.getByRole("navigation").getByText("The panel").click();
      const card = page.locator(".persona").first();
      expect(await card.locator("h4").textContent()).toBe("Rosa Lindqvist");
      await card.getByText("Quote: guide, page 3").click();
      const quote = card.locator("blockquote").first();
      expect(await quote.isVisible()).toBe(true);
      expect(await quote.textContent()).toBe(
        "A summary that a patient cannot read is a summary that was not written.guide, page 3",
      );
      await page.getByLabel("Persona set", { exact: true }).selectOption("invented-1");
      await expect.poll(() => page.locator(".persona .tag.document").count()).toBe(0);
    });
  });

  test("finds an item, opens it, and tells the debate as it went", async () => {
    await visit(await pageOf("run", RUN), {}, async (page) => {
      await page.getByLabel("Search").fill("rinsing");
      await expect.poll(() => page.getByRole("status").textContent()).toBe("2 of 8 items");
      await page.getByRole("link", { name: "cold-2" }).click();
      const item = page.locator("article.item");
      await item.locator("table.ratings").waitFor();
      await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("cold-2");
      expect(await item.locator("mark").first().textContent()).not.toBe("");
      expect(await item.locator("table").first().textContent()).toContain("[");
      const debate = item.locator(".debate");
      expect(await debate.getByText("passes").count()).toBe(2);
      expect(await debate.getByText("no reply (malformed)").count()).toBe(2);
      expect(await debate.getByText("not found in the output").first().textContent()).toBeTruthy();
      expect(await debate.textContent()).toContain("The panel found the text clear");
      await page.getByRole("link", { name: "All items" }).click();
      await expect.poll(() => item.count()).toBe(0);
      expect(await page.getByLabel("Search").inputValue()).toBe("rinsing");
    });
  });

  test("an abstention of the panel has its reason in the verdict's place", async () => {
    await visit(`${await pageOf("run", RUN)}#item=cold-4`, { width: 375 }, async (page) => {
      const row = page
        .locator("article.item table")
        .first()
        .getByRole("row", { name: /^relevance/ });
      expect(await row.textContent()).toContain("abstains: over half of the panel's ratings are abstentions");
      expect(await fits(page)).toBe(true);
    });
  });

  test("hostile text shows as text", async () => {
    const address = `${await pageOf("run", RUN)}#item=${encodeURIComponent("<i>item 3</i>")}`;
    await visit(address, { width: 375 }, async (page) => {
      const item = page.locator("article.item");
      await item.locator(".debate").waitFor();
      const text = (await item.textContent()) ?? "";
      for (const hostile of [HOSTILE_SCRIPT, HOSTILE_CLOSE, LONG_WORD, RTL, "<i>item 3</i>", "<b>Jansen</b>"])
        expect(text.includes(hostile)).toBe(true);
      expect(await page.evaluate("window.__hit")).toBeUndefined();
      expect(await page.locator("img, article.item h1, article.item i").count()).toBe(0);
      expect(await fits(page)).toBe(true);
    });
  });

  test("by keyboard: the skip link comes first and tables can be scrolled", async () => {
    await visit(await pageOf("run", RUN), { width: 375 }, async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the figures");
      const unreachable = await page.evaluate(
        "[...document.querySelectorAll('.scroll')].filter((each) => each.tabIndex !== 0).length",
      );
      expect(unreachable).toBe(0);
    });
  });

  test("rating rows alone give a page of what there is", async () => {
    await visit(`${await pageOf("rows", ROWS_ONLY)}#item=cold-1`, {}, async (page) => {
      const item = page.locator("article.item");
      await item.locator("table.ratings").waitFor();
      expect(await item.textContent()).not.toContain("Source");
      expect(await page.locator("#panel").count()).toBe(0);
      expect(await page.locator(".answer").count()).toBe(8);
      expect(await page.locator(".means").count()).toBe(0);
    });
  });
});
