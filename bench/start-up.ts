// How long does the built command take to show its help, beside Node with an empty script? One after the other,
// many times: the machine's moods fall on both. Start of the process to its end, standard output read to its end.
//
//   node bench/start-up.ts [times = 40]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const times = Number(process.argv[2] ?? 40);
const WARM_UP = 3;
const bin = fileURLToPath(new URL("../bin/assize.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "assize-bench-"));
const empty = join(folder, "empty.cjs");
writeFileSync(empty, "");

function took(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  return performance.now() - start;
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]!;

try {
  for (const args of [["--help"], ["--version"], ["score", "--help"]]) {
    const pairs = Array.from({ length: times + WARM_UP }, () => {
      const floor = took([empty]);
      return { floor, ours: took([bin, ...args]) };
    }).slice(WARM_UP);
    const floors = pairs.map(({ floor }) => floor);
    const ratios = pairs.map(({ floor, ours }) => ours / floor);
    console.log(
      `assize ${args.join(" ").padEnd(14)} ${quantile(ratios, 0.5).toFixed(2)} × Node with an empty script ` +
        `(quarter to three quarters of ${times} pairs: ${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}; ` +
        `the quickest of each: ${(Math.min(...pairs.map(({ ours }) => ours)) / Math.min(...floors)).toFixed(2)}); Node ${quantile(floors, 0.5).toFixed(0)} ms`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
