import { Parser } from "htmlparser2";
import { unreadable } from "./unreadable.ts";

/** A block of a marked-up text, and the elements that it stands in, from the outermost. */
export type MarkupBlock = { readonly text: string; readonly path: readonly string[] };

export type MarkupRules = {
  readonly isXml: boolean;
  /** Elements that begin and end a block. */
  readonly blocks: ReadonlySet<string>;
  /** Elements of a block that are set apart from one another by white space alone. */
  readonly cells: ReadonlySet<string>;
  /** The name under which an element stands in a path; null leaves it out with all that is in it. */
  readonly nameOf: (
    name: string,
    attributes: Readonly<Record<string, string>>,
    parent: string,
  ) => string | null;
};

/** No text that people wrote is nested deeper; a deeper one is made to exhaust its reader. */
const MAX_DEPTH = 500;

/**
 * Reads the text of HTML or XML block by block, white space collapsed. Only the entities that the
 * language itself defines are resolved, so there is nothing to expand and nothing outside to fetch.
 */
export function markupBlocks(markup: string, rules: MarkupRules): readonly MarkupBlock[] {
  const blocks: MarkupBlock[] = [];
  const path: (string | null)[] = [];
  let leftOut = 0;
  let text = "";
  const flush = (): void => {
    const names = path.flatMap((name) => name ?? []);
    for (const part of text.split(/\n\s*\n/)) {
      const collapsed = part.replace(/\s+/g, " ").trim();
      if (collapsed !== "") blocks.push({ text: collapsed, path: names });
    }
    text = "";
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (path.length >= MAX_DEPTH) throw unreadable(`is nested deeper than ${MAX_DEPTH} elements`);
        const known = rules.nameOf(name, attributes, path.at(-1) ?? "");
        if (rules.blocks.has(name)) flush();
        if (known === null) leftOut++;
        path.push(known);
        if (name === "br" && leftOut === 0) text += "\n";
      },
      ontext(data) {
        if (leftOut === 0) text += path.includes("pre") ? data : data.replace(/\s+/g, " ");
      },
      onclosetag(name) {
        if (rules.blocks.has(name)) flush();
        if (rules.cells.has(name)) text += " ";
        if (path.pop() === null) leftOut--;
      },
    },
    { xmlMode: rules.isXml, decodeEntities: true },
  );
  parser.write(markup);
  if (rules.isXml && path.length > 0) throw unreadable("is cut short: not all of its elements are closed");
  parser.end();
  flush();
  return blocks;
}
