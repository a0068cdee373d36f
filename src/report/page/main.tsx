import { render } from "preact";
import type { ReportData } from "../report-data.ts";
import { App } from "./app.tsx";

const page = document.getElementById("page");
const text = document.getElementById("assize-data")?.textContent ?? "";
if (page) {
  if (text.trim() === "") {
    page.textContent = "This is the empty page; `assize report DIR` fills it with a run.";
  } else {
    const data: ReportData = JSON.parse(text);
    render(<App data={data} />, page);
  }
}
