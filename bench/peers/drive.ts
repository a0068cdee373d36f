import { type BenchItem, benchItems, RATING } from "./material.ts";

/** What the runner tells a driver, as JSON on its command line. */
export type DriverSettings = {
  readonly address: string;
  readonly calls: number;
  readonly inFlight: number;
  /** Calls that are made before anything is measured. */
  readonly warmUp: number;
  /** A folder of its own, empty. */
  readonly folder: string;
  /** What the driver is to do, where it knows several things. */
  readonly way: string;
};

/** What a driver measured of itself. Times in milliseconds, processor time of the whole process. */
export type DriverReport = {
  readonly startUp: number;
  readonly wall: number;
  readonly processor: number;
  /** Megabytes. */
  readonly memory: number;
  /** Answers that were not the rating that every reply carries. */
  readonly wrong: number;
};

/** A tool, opened: it rates all items, so many at once, and gives the ratings in any order. */
export type Opened = {
  readonly rateAll: (items: readonly BenchItem[], inFlight: number) => Promise<readonly number[]>;
  readonly close?: () => Promise<void>;
};

/** Rates items one call each, so many at once: for tools that leave this to their caller. */
export function oneByOne(rate: (item: BenchItem) => Promise<number>): Opened["rateAll"] {
  return async (items, inFlight) => {
    const ratings: number[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) ratings.push(await rate(item));
    };
    await Promise.all(Array.from({ length: inFlight }, work));
    return ratings;
  };
}

const processorMs = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** Opens a tool, lets it warm up, measures it, and prints a report as the last line of standard output. */
export async function drive(open: (settings: DriverSettings) => Promise<Opened>): Promise<void> {
  const settings: DriverSettings = JSON.parse(process.argv[2] ?? "");
  const { rateAll, close } = await open(settings);
  const startUp = performance.now();
  await rateAll(benchItems(settings.warmUp), settings.inFlight);
  const items = benchItems(settings.calls, settings.warmUp);
  const before = process.cpuUsage();
  const start = performance.now();
  const ratings = await rateAll(items, settings.inFlight);
  const wall = performance.now() - start;
  const processor = processorMs(before);
  await close?.();
  const report: DriverReport = {
    startUp,
    wall,
    processor,
    memory: process.resourceUsage().maxRSS / 1024,
    wrong: items.length - ratings.filter((rating) => rating === RATING).length,
  };
  process.stdout.write(`\n${JSON.stringify(report)}\n`);
  process.exit();
}
