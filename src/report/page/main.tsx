import { render } from "preact";
import type { ReportData } from "../report-data.ts";
import { App } from "./app.tsx";
import { openForPrint } from "./open-for-print.ts";
import { unpackResult } from "./unpack.ts";

const page = document.getElementById("page");
const text = document.getElementById("assize-data")?.textContent ?? "";
if (page) {
  if (text.trim() === "") {
    page.textContent = "This is the empty page; `assize report DIR` fills it with a run.";
  } else {
    const data: ReportData = JSON.parse(text);
    // Before anything is drawn: figures draw themselves anew once their part is open.
    openForPrint();
    unpackResult(data).then(
      (result) => render(<App data={data} result={result} />, page),
      (error: unknown) => {
        page.textContent = `The page could not open its data (${error}); a newer browser can. The same numbers stand in result.json.`;
      },
    );
  }
}
