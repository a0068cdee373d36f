/**
 * All timings of our own, one after the other, each as ratios to a floor measured in the same run. Beside the peers:
 * bench/peers.ts.
 *
 *   npm run bench [-- NAME...]
 *
 * Documents come from ASSIZE_DATA where that is set, else from the corpora of this project.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const corpus = process.env.ASSIZE_DATA === undefined ? [here("../corpora/plain-medicine")] : [];

const BENCHES: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["start-up", []],
  ["bootstrap", []],
  ["analyze", []],
  ["documents", corpus],
  ["grounding", corpus],
  ["engine", []],
  ["report", ["100", "1000"]],
];

const wanted = process.argv.slice(2);
for (const name of wanted)
  if (!BENCHES.some(([known]) => known === name)) {
    console.error(`there is no bench "${name}"; there are ${BENCHES.map(([known]) => known).join(", ")}`);
    process.exit(2);
  }

const failed: string[] = [];
for (const [name, args] of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n# ${name}`);
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [here(`${name}.ts`), ...args], { stdio: "inherit" });
  if (status !== 0) failed.push(name);
  console.log(`(${((performance.now() - start) / 1000).toFixed(0)} s in all)`);
}
if (failed.length > 0) {
  console.error(`failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
