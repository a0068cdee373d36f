import { render } from "preact";
import type { ReportData } from "../report-data.ts";
import { App } from "./app.tsx";
import { openForPrint } from "./open-for-print.ts";
import { unpackHead } from "./unpack.ts";

/** Draws the page, or draws it anew from later data: what a reader has opened and chosen stays. */
async function draw(data: ReportData, page: HTMLElement): Promise<void> {
  render(<App {...(await unpackHead(data))} />, page);
}

/** Follows a run under way: whoever serves the page tells when there is more. */
function follow(address: string, page: HTMLElement): void {
  const changes = new EventSource(`${address}/changes`);
  changes.addEventListener("message", () => {
    fetch(`${address}/data`)
      .then((response) => response.json())
      .then((data: ReportData) => draw(data, page))
      // The server has ended; what is drawn stays, and the source tries again by itself.
      .catch(() => {});
  });
}

const page = document.getElementById("page");
const text = document.getElementById("assize-data")?.textContent ?? "";
if (page) {
  if (text.trim() === "") {
    page.textContent = "This is the empty page; `assize report DIR` fills it with a run.";
  } else {
    const data: ReportData = JSON.parse(text);
    // Before anything is drawn: figures draw themselves anew once their part is open.
    openForPrint();
    draw(data, page).catch((error: unknown) => {
      page.textContent = `The page could not open its data (${error}); a newer browser can. The same numbers stand in result.json.`;
    });
    if (data.live !== null) follow(data.live, page);
  }
}
