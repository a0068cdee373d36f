import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { RUN_FILES } from "../adapters/files/run-folder.ts";
import { writeText } from "../adapters/files/write-files.ts";
import { LEXICAL_NOTICE } from "../adapters/lexical/lexical-notice.ts";
import { renderReport } from "../report/render-report.ts";
import { type ReportInput, reportData } from "../report/report-data.ts";
import { packagePath } from "./package-root.ts";

const deflate = (text: string): string => deflateRawSync(text, { level: 9 }).toString("base64");

/** Writes the page of a run or an analysis into its folder. */
export async function writeReport(folder: string, input: ReportInput): Promise<string> {
  const template = await readFile(packagePath("dist/report/page.html"), "utf8");
  const isBaseline = input.manifest?.models.some((spec) => spec.model === "lexical") ?? false;
  const data = reportData(isBaseline ? { ...input, notice: LEXICAL_NOTICE } : input, deflate);
  const path = join(folder, RUN_FILES.report);
  await writeText(path, renderReport(template, data));
  return path;
}
