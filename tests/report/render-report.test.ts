import { expect, test } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import { type ReportData, reportData } from "../../src/report/report-data.ts";
import { deflate, HOSTILE_CLOSE, ROWS_ONLY, RUN } from "./fixture.ts";

const TEMPLATE =
  '<html><head><title>Assize</title></head><body><script type="application/json" id="assize-data"></script></body></html>';

function embedded(html: string): ReportData {
  const [, json = ""] = /id="assize-data">([^<]*)<\/script>/.exec(html) ?? [];
  return JSON.parse(json);
}

test("the data come back out of the page as they went in", async () => {
  const data = await reportData(RUN, deflate);
  expect(embedded(renderReport(TEMPLATE, data))).toEqual(JSON.parse(JSON.stringify(data)));
});

test("the same template and data give the same bytes", async () => {
  const data = await reportData(RUN, deflate);
  expect(renderReport(TEMPLATE, data)).toBe(renderReport(TEMPLATE, data));
});

test("no text of a run can end the script that holds it, or the title", async () => {
  const data = await reportData({ ...ROWS_ONLY, title: `$& $1 ${HOSTILE_CLOSE}` }, deflate);
  const html = renderReport(TEMPLATE, data);
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  expect(html.includes("<h1>")).toBe(false);
  expect(/<title>(.*)<\/title>/.exec(html)?.[1]).toBe(
    "$&amp; $1 &lt;/script&gt;&lt;h1&gt;broken out&lt;/h1&gt;&lt;!-- · Assize",
  );
  expect(embedded(html).title).toBe(`$& $1 ${HOSTILE_CLOSE}`);
});

test("a template without a place for the data is refused", async () => {
  const data = await reportData(ROWS_ONLY, deflate);
  expect(() => renderReport("<title>x</title>", data)).toThrow(/build the page again/);
});
