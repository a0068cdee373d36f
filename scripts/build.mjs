// Compiles src/ to dist/ and the report's page to one self-contained HTML file.
// Types are not checked here: `npm run check` does that.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";

const steps = [["tsc", ["-p", "tsconfig.build.json", "--noCheck"]]];
if (existsSync("src/report/page/vite.config.ts"))
  steps.push(["vite", ["build", "--logLevel", "warn", "--config", "src/report/page/vite.config.ts"]]);

rmSync("dist", { recursive: true, force: true });
// What the annotators' form is made of beside its script, which tsc puts there.
for (const file of ["index.html", "page.css"])
  cpSync(`src/annotate/page/${file}`, `dist/annotate/page/${file}`);
for (const [command, args] of steps) {
  const done = spawnSync(command, args, { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (done.status !== 0) {
    console.error(`build failed: ${command} ${args.join(" ")}`);
    process.exit(1);
  }
}

// What people ask for first is written once, so that the command can show it before it loads anything.
const help = spawnSync(process.execPath, ["bin/assize.cjs", "--help"], { encoding: "utf8" });
if (help.status !== 0) {
  console.error(`build failed: assize --help\n${help.stderr}`);
  process.exit(1);
}
writeFileSync("dist/cli/help.txt", help.stdout);
