import { deflateSync } from "node:zlib";

/** Words of a page, `x` and `y` in points from its top left corner. */
export type Words = {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly font?: "serif" | "bold" | "mono";
  /** Drawn from the bottom to the top of the page. */
  readonly upright?: boolean;
};

type PdfOptions = {
  readonly title?: string;
  readonly isEncrypted?: boolean;
  /** What each page draws instead of words. */
  readonly content?: Buffer;
};

const FONTS = { serif: "Times-Roman", bold: "Times-Bold", mono: "Courier" };
const HEIGHT = 842;

const inString = (text: string): string => text.replace(/[\\()]/g, "\\$&");

function drawn({ x, y, text, size = 10, font = "serif", upright = false }: Words): string {
  const turn = upright ? "0 1 -1 0" : "1 0 0 1";
  return `/${font} ${size} Tf ${turn} ${x} ${HEIGHT - y} Tm (${inString(text)}) Tj`;
}

/** A PDF of A4 pages that draws the given words in the given order, in fonts that every reader has. */
export function pdfOf(pages: readonly (readonly Words[])[], options: PdfOptions = {}): Buffer {
  const objects: Buffer[] = [];
  const add = (body: string | Buffer): number => objects.push(Buffer.from(body));
  const fonts = Object.entries(FONTS).map(([name, base]) => {
    const number = add(`<< /Type /Font /Subtype /Type1 /BaseFont /${base} /Encoding /WinAnsiEncoding >>`);
    return `/${name} ${number} 0 R`;
  });
  const info = add(`<< /Title (${inString(options.title ?? "")}) >>`);
  const parent = objects.length + pages.length * 2 + 1;
  const kids = pages.map((words) => {
    const plain = options.content ?? Buffer.from(`BT\n${words.map(drawn).join("\n")}\nET`, "latin1");
    const stream = deflateSync(plain);
    const head = `<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`;
    const content = add(Buffer.concat([Buffer.from(head), stream, Buffer.from("\nendstream")]));
    return add(
      `<< /Type /Page /Parent ${parent} 0 R /MediaBox [0 0 595 ${HEIGHT}] /Contents ${content} 0 R /Resources << /Font << ${fonts.join(" ")} >> >> >>`,
    );
  });
  add(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] >>`);
  const root = add(`<< /Type /Catalog /Pages ${parent} 0 R >>`);
  const key = "00".repeat(32);
  const encrypt = options.isEncrypted
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${key}> /U <${key}> >>`
    : "";
  const parts = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  let offset = parts[0]?.length ?? 0;
  objects.forEach((body, index) => {
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    offsets.push(offset);
    offset += object.length;
    parts.push(object);
  });
  const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root ${root} 0 R /Info ${info} 0 R /ID [<${key}> <${key}>] ${encrypt} >>\nstartxref\n${offset}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Lines of words, one under the other. */
export function linesAt(
  x: number,
  y: number,
  lines: readonly string[],
  rest: Partial<Words> = {},
): readonly Words[] {
  const leading = (rest.size ?? 10) * 1.2;
  return lines.map((text, index) => ({ x, y: y + index * leading, text, ...rest }));
}
