import { cleanCharacters } from "./clean-characters.ts";
import { type MarkupBlock, type MarkupRules, markupBlocks } from "./markup-blocks.ts";
import type { ParsedDocument } from "./parsed-document.ts";
import { unreadable } from "./unreadable.ts";

const LEFT_OUT = new Set(
  "back ref-list ack fn fn-group fig fig-group table-wrap table-wrap-group disp-formula disp-formula-group inline-formula chem-struct-wrap supplementary-material media graphic inline-graphic code label permissions related-article contrib-group author-notes sub-article response object-id".split(
    " ",
  ),
);

const rules = (leftOut: ReadonlySet<string>): MarkupRules => ({
  isXml: true,
  blocks: new Set(
    "article-title subtitle title p disp-quote list-item def term verse-line abstract body".split(" "),
  ),
  cells: new Set(),
  nameOf(name, attributes, parent) {
    const isRaisedReference = name === "xref" && attributes["ref-type"] === "bibr" && parent === "sup";
    return leftOut.has(name) || isRaisedReference ? null : name;
  },
});

const PROSE = rules(LEFT_OUT);
/** The article as it stands: words that a figure or a formula parts are not beside each other in it. */
const WHOLE = rules(new Set());

const stands = (block: MarkupBlock, ...names: readonly string[]): boolean =>
  names.every((name) => block.path.includes(name));

/**
 * A JATS (or NLM) article: title, abstract and body with its section titles, one page without number.
 * Tables, figures, formulas, references and acknowledgements are left out.
 */
export function parseJats(xml: string): ParsedDocument {
  const all = markupBlocks(xml, PROSE);
  const titles = all.filter((block) => stands(block, "article-meta", "title-group", "article-title"));
  const abstracts = all.filter((block) => stands(block, "article-meta", "abstract"));
  const body = all.filter((block) => stands(block, "article", "body"));
  if (abstracts.length + body.length === 0) throw unreadable("is XML, but no JATS article with a text");
  const blocks = [...titles, ...abstracts, ...body];
  return {
    title: titles[0] ? cleanCharacters(titles[0].text) : null,
    pages: [
      {
        number: null,
        raw: markupBlocks(xml, WHOLE)
          .map((block) => block.text)
          .join("\n\n"),
        paragraphs: blocks.map((block) => cleanCharacters(block.text)),
      },
    ],
  };
}
