import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { PDFParse, VerbosityLevel } from "pdf-parse";
import { z } from "zod";
import { InputError } from "../../../domain/errors.ts";
import { cleanCharacters } from "../clean-characters.ts";
import { unreadable } from "../unreadable.ts";
import type { PdfItem, PdfPage } from "./lines.ts";

type TextContent = { readonly items: readonly (PdfItem | { readonly type: string })[] };
type PdfJsPage = {
  getTextContent: (...options: readonly unknown[]) => Promise<TextContent>;
  readonly getViewport: (options: { readonly scale: number }) => { readonly transform: readonly number[] };
};

/** pdf.js's document inside pdf-parse: its pages know where every run of glyphs stands. */
const PdfJsDocument = z.custom<{ readonly getPage: (number: number) => Promise<PdfJsPage> }>(
  (value) => typeof value === "object" && value !== null && "getPage" in value,
  "pdf-parse does not hold its document where it is looked for",
);

const PdfInfo = z.object({ Title: z.string().optional() });
/** What programs write where nobody gave a title: their own name, or a file's. */
const NO_TITLE = /^(?:microsoft word|untitled|powerpoint)|\.\w{2,5}$|^\S*$/i;

/** A PDF as it was read. */
export type PdfContent = { readonly title: string | null; readonly pages: readonly PdfPage[] };

/** Where the tables lie that turn the codes of Chinese, Japanese and Korean fonts into characters. */
function characterMaps(): string {
  const fromPdfParse = createRequire(createRequire(import.meta.url).resolve("pdf-parse"));
  return join(dirname(fromPdfParse.resolve("pdfjs-dist/package.json")), "cmaps") + sep;
}

/**
 * One page's text by pdf-parse, with the runs of glyphs that pdf.js handed to it on the way: reading
 * them again would take as long again.
 */
async function readPage(parser: PDFParse, page: PdfJsPage, number: number): Promise<PdfPage> {
  const original = page.getTextContent.bind(page);
  let content: TextContent = { items: [] };
  page.getTextContent = async (...options) => {
    content = await original(...options);
    return content;
  };
  const { pages } = await parser.getText({ partial: [number], pageJoiner: "" });
  const items = content.items.flatMap((item) => ("str" in item ? [item] : []));
  return { number, raw: pages[0]?.text ?? "", items, view: page.getViewport({ scale: 1 }).transform };
}

function titleOf(info: unknown): string | null {
  const title = cleanCharacters(PdfInfo.safeParse(info).data?.Title ?? "");
  return NO_TITLE.test(title) ? null : title;
}

function reasonOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (name === "PasswordException") return "is encrypted; save it without a password";
  if (name === "InvalidPDFException") return "is broken: no PDF, or one cut short";
  return `is broken (${message})`;
}

/** Reads a PDF page by page. Throws an `unreadable` for a broken or encrypted one, or one with too much text. */
export async function readPdf(
  bytes: Uint8Array,
  limits: { readonly characters: number },
): Promise<PdfContent> {
  const parser = new PDFParse({
    data: bytes,
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    cMapUrl: characterMaps(),
  });
  try {
    const { total, info } = await parser.getInfo();
    const pdf = PdfJsDocument.parse(Reflect.get(parser, "doc"));
    const pages: PdfPage[] = [];
    let characters = 0;
    for (let number = 1; number <= total; number++) {
      const page = await readPage(parser, await pdf.getPage(number), number);
      characters += page.raw.length;
      if (characters > limits.characters)
        throw unreadable(`holds more than ${limits.characters} characters; split it`);
      pages.push(page);
    }
    return { title: titleOf(info), pages };
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(reasonOf(error), { cause: error });
  } finally {
    await parser.destroy();
  }
}
