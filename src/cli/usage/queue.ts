import { HEARTBEAT_OPTION, JSON_OPTION, QUEUE_OPTION } from "./options.ts";
import type { Usage } from "./usage.ts";

export const worker: Usage = {
  usage: "worker",
  description: "do cells of queued studies, on as many machines as there are",
  options: [
    QUEUE_OPTION,
    ["--concurrency <n>", "calls in flight at most, for each model (default 64)"],
    ["--slots <n>", "cells at once (default: a quarter of the calls)"],
    HEARTBEAT_OPTION,
  ],
  load: () => import("../commands/worker.ts"),
};

export const status: Usage = {
  usage: "status",
  description: "how far queued studies are, and what they have cost, seen from any machine",
  options: [QUEUE_OPTION, JSON_OPTION],
  load: () => import("../commands/status.ts"),
};
