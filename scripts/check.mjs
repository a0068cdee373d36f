// The static checks: types, format and lint, the import table, what nobody uses, what would be published.
import { spawnSync } from "node:child_process";

const checks = [
  ["tsc", ["--noEmit"]],
  ["biome", ["ci", "--error-on-warnings", "."]],
  ["depcruise", ["src", "--config", ".dependency-cruiser.cjs", "--output-type", "err-long"]],
  ["knip", ["--no-progress"]],
  ["publint", ["--strict"]],
];

const failed = checks.filter(([command, args]) => {
  console.log(`> ${command} ${args.join(" ")}`);
  return spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" }).status !== 0;
});
if (failed.length > 0) {
  console.error(`failed: ${failed.map(([command]) => command).join(", ")}`);
  process.exit(1);
}
