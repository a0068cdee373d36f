import { JSON_OPTION } from "./options.ts";
import type { Usage } from "./usage.ts";

export const mcp: Usage = {
  usage: "mcp",
  description: "studies of this folder for an assistant, over standard input and output (MCP)",
  options: [["--allow-spending", "let studies ask models other than the built-in baseline"]],
  load: () => import("../commands/mcp.ts"),
};

export const doctor: Usage = {
  usage: "doctor [study]",
  description: "what is configured, reachable and missing, in general or for a study",
  options: [["--base-url <url>", "a server to try"], JSON_OPTION],
  load: () => import("../commands/doctor.ts"),
};
