import { escapeText } from "./escape-text.ts";
import type { ReportData } from "./report-data.ts";

/** Where the built page takes its data and its title; `page/page.html` carries both. */
const DATA_SLOT = /(<script type="application\/json" id="assize-data">)(<\/script>)/;
const TITLE_SLOT = /(<title>)[^<]*(<\/title>)/;

/** JSON that can stand inside a script element: no `<` is left that could end it. */
function embeddable(data: ReportData): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

function fill(template: string, slot: RegExp, content: string): string {
  if (!slot.test(template))
    throw new Error(`the report's template has no place for ${slot.source}; build the page again`);
  // A function, because a replacement string would read `$` in the data as its own.
  return template.replace(slot, (_, open: string, close: string) => `${open}${content}${close}`);
}

const POLICY = "default-src 'none'; ";
const STYLE = /<style[^>]*>([\s\S]*?)<\/style>/;

/** The template of a page that is served: it may ask its own server for more, and nobody else. */
export function servedTemplate(template: string): string {
  if (!template.includes(POLICY))
    throw new Error("the report's template has no policy; build the page again");
  return template.replace(POLICY, `${POLICY}connect-src 'self'; `);
}

/** The style sheet of the built page. */
export function styleOf(template: string): string {
  return STYLE.exec(template)?.[1] ?? "";
}

/**
 * Puts the data into the built page: one HTML file that needs nothing else.
 * The same template and data give the same bytes.
 */
export function renderReport(template: string, data: ReportData): string {
  const titled = fill(template, TITLE_SLOT, escapeText(`${data.title} · Assize`));
  return fill(titled, DATA_SLOT, embeddable(data));
}
