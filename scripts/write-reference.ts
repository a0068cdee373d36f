// Writes docs/reference from the code.
import { mkdirSync, writeFileSync } from "node:fs";
import { commandsPage, statisticsPage } from "./reference.ts";

mkdirSync("docs/reference", { recursive: true });
writeFileSync("docs/reference/commands.md", await commandsPage());
writeFileSync("docs/reference/statistics.md", statisticsPage());
