// What does the cluster bootstrap cost beside the least that any must do: draw as many clusters with replacement
// and add up their values? The same draws, the same seeds, the same run; then the interval made of the draws.
//
//   node bench/bootstrap.ts [clusters = 500] [draws = 10000]
import { deriveSeed, rngFrom } from "../src/domain/random.ts";
import { bcaInterval } from "../src/stats/bca-interval.ts";
import { bootstrapDraws } from "../src/stats/bootstrap.ts";
import { normalDraw } from "../src/stats/distributions.ts";

const [clusters = 500, draws = 10_000] = process.argv.slice(2).map(Number);
const RUNS = 5;

const values = Float64Array.from(
  { length: clusters },
  (
    (rng) => () =>
      normalDraw(rng)
  )(rngFrom(1)),
);
const total = values.reduce((sum, value) => sum + value, 0);
const rngOf = (draw: number) => rngFrom(deriveSeed("bench", draw));

/** A mean of the drawn values, one at a time, and nothing else. */
function floor(): number {
  let sum = 0;
  for (let draw = 0; draw < draws; draw++) {
    const rng = rngOf(draw);
    for (let drawn = 0; drawn < clusters; drawn++) sum += values[Math.floor(rng() * clusters)]!;
  }
  return sum;
}

const resample = (): readonly number[] =>
  bootstrapDraws(
    clusters,
    (weights) => {
      let sum = 0;
      for (let cluster = 0; cluster < clusters; cluster++) sum += weights[cluster]! * values[cluster]!;
      return sum / clusters;
    },
    { from: 0, to: draws, rngOf },
  );

/** The least processor time of some runs, in milliseconds: what is more is the machine's. */
function cost(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const least = cost(floor);
const drawn = resample();
const leftOut = Array.from(values, (value) => (total - value) / (clusters - 1));
const line = (name: string, time: number): string =>
  `${name.padEnd(36)} ${(time / least).toFixed(2).padStart(7)} × the floor`;
console.log(
  `${draws.toLocaleString("en")} draws of ${clusters} clusters; the floor, drawing and adding, takes ${least.toFixed(0)} ms of processor`,
);
console.log(line("draws of a mean, by weights", cost(resample)));
console.log(
  line(
    "interval of the draws (BCa)",
    cost(() => bcaInterval(drawn, total / clusters, leftOut, 0.95)),
  ),
);
