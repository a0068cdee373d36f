// Loaded before a command: writes what the whole process took, when it ends.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread)
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    const { maxRSS } = process.resourceUsage();
    const report = {
      wall: performance.now(),
      processor: (user + system) / 1000,
      memory: maxRSS / 1024,
    };
    writeFileSync(process.env.BENCH_REPORT, JSON.stringify(report));
  });
