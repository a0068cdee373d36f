import { expect, test } from "vitest";
import { parseHtml } from "../../../src/adapters/documents/parse-html.ts";
import { parseJats } from "../../../src/adapters/documents/parse-jats.ts";
import { parseMarkdown } from "../../../src/adapters/documents/parse-markdown.ts";
import type { ParsedDocument } from "../../../src/adapters/documents/parsed-document.ts";

const paragraphs = (parsed: ParsedDocument): readonly string[] => parsed.pages[0]?.paragraphs ?? [];

test("HTML gives its blocks without scripts, styles, navigation and listings", () => {
  const parsed =
    parseHtml(`<!doctype html><html><head><title>Wards | Site</title><style>p { color: red }</style></head>
    <body><nav><a href="/">Home</a></nav><script>alert("x")</script>
    <h1>What wards&nbsp;ask</h1><p>Nurses asked for <b>less</b>
    paper.<p>Parents did not.<ul><li>One<li>Two</ul>
    <pre><code>beds &lt;- 3</code></pre><pre>Agent: hello

Caller: hello</pre>
    <p hidden>secret</p><p aria-hidden="true">icon</p><footer>Imprint</footer></body></html>`);
  expect(parsed.title).toBe("What wards ask");
  expect(paragraphs(parsed)).toEqual([
    "What wards ask",
    "Nurses asked for less paper.",
    "Parents did not.",
    "One",
    "Two",
    "Agent: hello",
    "Caller: hello",
  ]);
  expect(parsed.pages[0]?.number).toBeNull();
});

test("of an HTML page that names its main part only that is read, and its title else", () => {
  const parsed = parseHtml(
    "<title>Wards</title><div>Cookies?</div><div role=main><p>Nurses were asked.</p></div><div>Ads</div>",
  );
  expect(paragraphs(parsed)).toEqual(["Nurses were asked."]);
  expect(parsed.title).toBe("Wards");
});

test("the cells of an HTML row stay apart, the rows too", () => {
  const parsed = parseHtml("<table><tr><th>Ward<th>Beds<tr><td>North<td>30</table>");
  expect(paragraphs(parsed)).toEqual(["Ward Beds", "North 30"]);
});

test("two breaks part paragraphs, one is white space", () => {
  expect(paragraphs(parseHtml("<div>One<br>line<br><br>Another</div>"))).toEqual(["One line", "Another"]);
});

test("Markdown is read without its marks, its front matter and its listings", () => {
  const parsed = parseMarkdown(
    [
      "---\nauthor: nobody\n---\n# What *wards* ask\n",
      "Nurses asked for [less](http://x.test)\n**paper**, `forms` included.\n",
      "- one\n- two\n",
      "```r\nbeds <- 3\n```\n",
      "<script>alert(1)</script>\n",
      "> Parents did not.\n",
    ].join("\n"),
  );
  expect(parsed.title).toBe("What wards ask");
  expect(paragraphs(parsed)).toEqual([
    "What wards ask",
    "Nurses asked for less paper, forms included.",
    "one",
    "two",
    "Parents did not.",
  ]);
  expect(parsed.pages[0]?.raw).toContain("asked for less paper");
});

const ARTICLE = `<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "aaaaaaaaaa"><!ENTITY file SYSTEM "file:///etc/hostname">]>
<article><front><article-meta><title-group><article-title>Wards <italic>and</italic> beds</article-title></title-group>
<related-article><article-title>Another</article-title></related-article>
<abstract><title>Background</title><p>Nurses were
 asked.</p></abstract></article-meta></front>
<body><sec><label>1</label><title>Methods</title><p>We asked 12 nurses<sup><xref ref-type="bibr">1</xref></sup> of two
wards [<xref ref-type="bibr">2</xref>].</p><table-wrap><caption><p>Beds</p></caption></table-wrap>
<disp-formula>x = 1</disp-formula><fig><caption><p>A ward</p></caption></fig>
<list><list-item><p>Less paper</p></list-item></list><p>&a;&file; done</p></sec></body>
<back><ack><p>Thanks</p></ack><ref-list><ref><mixed-citation>Poe 2001</mixed-citation></ref></ref-list></back></article>`;

test("JATS gives title, abstract and body with its section titles, and nothing else", () => {
  const parsed = parseJats(ARTICLE);
  expect(parsed.title).toBe("Wards and beds");
  expect(paragraphs(parsed).slice(0, 6)).toEqual([
    "Wards and beds",
    "Background",
    "Nurses were asked.",
    "Methods",
    "We asked 12 nurses of two wards [2].",
    "Less paper",
  ]);
});

test("words that a figure or a note parts are not beside each other in the raw page of an article", () => {
  const parsed = parseJats(
    `<article><front><article-meta><title-group><article-title>Beds</article-title></title-group>
    <funding-group><funding-statement><p>A fund paid.</p></funding-statement></funding-group></article-meta></front>
    <body><p>Nurses slept.</p><fig><caption><p>A bed.</p></caption></fig><p>Patients did<sup><xref ref-type="bibr">3</xref></sup> not.</p></body></article>`,
  );
  const [page] = parsed.pages;
  expect(page?.paragraphs).toEqual(["Beds", "Nurses slept.", "Patients did not."]);
  expect(page?.raw.split("\n\n")).toEqual([
    "Beds",
    "A fund paid.",
    "Nurses slept.",
    "A bed.",
    "Patients did not.",
  ]);
});

test("entities that a document defines are neither expanded nor fetched", () => {
  expect(paragraphs(parseJats(ARTICLE)).at(-1)).toBe("&a;&file; done");
});

test("XML cut short is refused, and so is XML that is no article", () => {
  expect(() => parseJats(ARTICLE.slice(0, -20))).toThrow("cut short");
  expect(() => parseJats("<recipe><p>Bread</p></recipe>")).toThrow("no JATS article");
});

test("a text nested to exhaust its reader is refused", () => {
  expect(() => parseHtml("<div>".repeat(100_000))).toThrow("nested deeper");
});
