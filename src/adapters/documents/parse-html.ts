import { cleanCharacters } from "./clean-characters.ts";
import { type MarkupBlock, type MarkupRules, markupBlocks } from "./markup-blocks.ts";
import type { ParsedDocument } from "./parsed-document.ts";

const LEFT_OUT = new Set(
  "script style noscript template nav footer aside button select svg math iframe object canvas audio video".split(
    " ",
  ),
);
const LEFT_OUT_ROLES = new Set(["navigation", "banner", "contentinfo", "search", "complementary", "menu"]);

const RULES: MarkupRules = {
  isXml: false,
  blocks: new Set(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody tfoot thead title tr ul".split(
      " ",
    ),
  ),
  cells: new Set(["td", "th"]),
  nameOf(name, attributes, parent) {
    if (name === "head") return "head";
    if (parent === "head") return name === "title" ? "title" : null;
    if (LEFT_OUT.has(name) || LEFT_OUT_ROLES.has(attributes.role ?? "")) return null;
    if ("hidden" in attributes || attributes["aria-hidden"] === "true") return null;
    if (parent === "pre" && name === "code") return null;
    return attributes.role === "main" ? "main" : name;
  },
};

/** The blocks of the part that the page itself calls its main one, else of its article, else of the whole. */
function mainBlocks(blocks: readonly MarkupBlock[]): readonly MarkupBlock[] {
  for (const part of ["main", "article"]) {
    const inside = blocks.filter((block) => block.path.includes(part));
    if (inside.length > 0) return inside;
  }
  return blocks;
}

/** HTML without scripts, styles, navigation and code listings: one page without number. */
export function parseHtml(html: string): ParsedDocument {
  const all = markupBlocks(html, RULES);
  const blocks = mainBlocks(all.filter((block) => !block.path.includes("head")));
  const heading =
    blocks.find((block) => block.path.includes("h1")) ?? all.find((block) => block.path.includes("title"));
  return {
    title: heading ? cleanCharacters(heading.text) : null,
    pages: [
      {
        number: null,
        raw: blocks.map((block) => block.text).join("\n\n"),
        paragraphs: blocks.map((block) => cleanCharacters(block.text)),
      },
    ],
  };
}
