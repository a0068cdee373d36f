// How long does the analysis take on a million ratings (200 items × 50 raters × 100 replicates), and does it
// grow linearly? Prints seconds, memory and the ratio to a floor measured in the same run: one pass over the
// same rows that looks up item and rater and sums, which any analysis must do at least.
//
//   node bench/analyze.ts [items = 200] [raters = 50] [replicates = 100] [dimensions = 1]
import { rngFrom } from "../src/domain/random.ts";
import type { Rating } from "../src/domain/rating.ts";
import { normalDraw } from "../src/stats/distributions.ts";
import { analyzeInThreads } from "../src/threads/analyze-in-threads.ts";

const [items = 200, raters = 50, replicates = 100, dimensions = 1] = process.argv.slice(2).map(Number);

function ratings(items: number): Rating[] {
  const rng = rngFrom(1);
  const rows: Rating[] = [];
  const leanings = Array.from({ length: raters }, () => 0.5 * normalDraw(rng));
  for (let item = 0; item < items; item++) {
    const quality = normalDraw(rng);
    for (let rater = 0; rater < raters; rater++)
      for (let dimension = 0; dimension < dimensions; dimension++) {
        const reading = 0.5 * normalDraw(rng);
        for (let replicate = 0; replicate < replicates; replicate++)
          rows.push({
            item: `item-${item}`,
            dimension: `dimension-${dimension}`,
            arm: "grounded",
            rater: `rater-${rater}`,
            framing: "plain",
            replicate,
            phase: "initial",
            scale: [1, 5],
            value: Math.min(
              5,
              Math.max(1, Math.round(3 + quality + leanings[rater]! + reading + normalDraw(rng))),
            ),
          });
      }
  }
  return rows;
}

type Cost = { readonly wall: number; readonly processor: number };

/** Processor time is printed too, since a busy machine bends the clock. */
async function costOf(run: () => unknown): Promise<Cost> {
  const start = performance.now();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

function floor(rows: readonly Rating[]): number {
  const sums = new Map<string, Map<string, number>>();
  let total = 0;
  for (const { item, rater, value } of rows) {
    const ofItem = sums.get(item) ?? new Map<string, number>();
    sums.set(item, ofItem.set(rater, (ofItem.get(rater) ?? 0) + (value ?? 0)));
    total += 1;
  }
  return total;
}

async function line(items: number): Promise<string> {
  const rows = ratings(items);
  const floors = [await costOf(() => floor(rows)), await costOf(() => floor(rows))];
  const least = Math.min(...floors.map((cost) => cost.processor));
  const { wall, processor } = await costOf(() => analyzeInThreads(rows, { seed: 1 }));
  const memory = process.resourceUsage().maxRSS / 1024;
  return [
    `${rows.length.toLocaleString("en")} ratings`,
    `${wall.toFixed(1)} s by the clock, ${processor.toFixed(1)} s of processor`,
    `${((1e6 * processor) / rows.length).toFixed(1)} µs a rating`,
    `${(processor / least).toFixed(0)} × the floor of ${least.toFixed(3)} s`,
    `${memory.toFixed(0)} MB at most`,
  ].join(", ");
}

for (const share of [0.1, 0.5, 1])
  process.stdout.write(`${await line(Math.max(2, Math.round(share * items)))}\n`);
