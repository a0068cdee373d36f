import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { agreementOf, pdftotextVersion, shippedAgreement } from "../../scripts/pdftotext-agreement.ts";
import type { Evidence, PersonaSet } from "../../src/domain/persona.ts";

const SET = "personas/grounded/support-desk-1";
const CORPUS = "corpora/support-desk";
const folder = mkdtempSync(join(tmpdir(), "assize-pdftotext-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Poppler's reader is another one than ours; where it is missing there is nothing to hold our pages against. */
const testWithPoppler = test.runIf(pdftotextVersion() !== null);

/** The set with one thing changed in all its quotes from PDFs. */
function changed(name: string, change: (evidence: Evidence) => Evidence): string {
  const set: PersonaSet = JSON.parse(readFileSync(`${SET}.json`, "utf8"));
  const pdfs = new Set(set.corpus?.documents.filter(({ file }) => file.endsWith(".pdf")).map(({ id }) => id));
  for (const persona of set.personas)
    for (const statements of Object.values(persona.fields))
      for (const statement of statements)
        statement.evidence = statement.evidence.map((one) => (pdfs.has(one.document) ? change(one) : one));
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(set));
  cpSync(`${SET}.text`, join(folder, `${name}.text`), { recursive: true });
  return join(folder, `${name}.json`);
}

testWithPoppler("pages and places of the quotes that ship agree with another reader of PDFs", () => {
  const { skipped, quotes, problems } = shippedAgreement();
  expect(skipped).toBeNull();
  expect(quotes).toBeGreaterThan(8);
  expect(problems).toEqual([]);
});

testWithPoppler("a quote on another page, or at another place of its page, is found out", () => {
  const page = changed("page", (one) => ({ ...one, page: one.page === 1 ? 2 : 1 }));
  expect(agreementOf(page, CORPUS).problems.join("\n")).toContain("is not on this page");
  const place = changed("place", (one) => ({ ...one, start: one.start + 300, end: one.end + 300 }));
  expect(agreementOf(place, CORPUS).problems.join("\n")).toContain("stands among other words");
});
