import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { RUN_FILES } from "../../adapters/files/run-folder.ts";
import { writeText } from "../../adapters/files/write-files.ts";
import { LEXICAL_NOTICE } from "../../adapters/lexical/lexical-notice.ts";
import { gateMeans } from "../../analysis/gate-means.ts";
import { groupsOfRows } from "../../domain/source-groups.ts";
import type { PanelMean } from "../../report/panel-means.ts";
import { renderReport } from "../../report/render-report.ts";
import { type ReportData, type ReportInput, reportData } from "../../report/report-data.ts";
import { packagePath } from "../package-root.ts";

const deflate = (text: string): string => deflateRawSync(text, { level: 9 }).toString("base64");

/** The means of each panel over items, which share a source or not as their ratings say. */
export function meansOf({ verdicts, ratings }: ReportInput): readonly PanelMean[] {
  const groupOf = groupsOfRows(ratings);
  const scales = new Map(ratings.map((row) => [row.dimension, row.scale ?? null]));
  const panels = Map.groupBy(verdicts, ({ condition }) => JSON.stringify(condition));
  return [...panels.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const scaleOf = (dimension: string) => scales.get(dimension) ?? null;
    return gateMeans(own, groupOf, scaleOf).map((mean) => ({
      condition: first.condition,
      ...mean,
      scale: scales.get(mean.dimension) ?? null,
    }));
  });
}

/** What a page is drawn from, with what only the edge knows: that the model is a baseline, and the means. */
export function pageData(input: ReportInput): Promise<ReportData> {
  const isBaseline = input.manifest?.models.some((spec) => spec.model === "lexical") ?? false;
  return reportData(
    { ...input, means: meansOf(input), ...(isBaseline ? { notice: LEXICAL_NOTICE } : {}) },
    deflate,
  );
}

/** The built page, without data. */
export function pageTemplate(): Promise<string> {
  return readFile(packagePath("dist/report/page.html"), "utf8");
}

/** Writes the page of a run or an analysis into its folder. */
export async function writeReport(folder: string, input: ReportInput): Promise<string> {
  const path = join(folder, RUN_FILES.report);
  await writeText(path, renderReport(await pageTemplate(), await pageData(input)));
  return path;
}
