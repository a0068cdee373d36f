// Runs a command with everything it needs in place: a recent enough Node, the locked
// dependencies and, with --build, the compiled sources. Plain syntax and Node's own modules
// only, because an old Node starts this file before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === "win32";
const env = { ...process.env };

function fail(message) {
  console.error(message);
  process.exit(1);
}

function run(command, args, cwd) {
  // Set-up talks on standard error: standard output belongs to the command that was asked for.
  const done = spawnSync(command, args, { cwd, env, stdio: ["ignore", 2, 2], shell: isWindows });
  if (done.status !== 0) fail(`set-up failed: ${command} ${args.join(" ")} (in ${cwd})`);
}

function installLocked(folder) {
  const digest = createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex");
  const stamp = join(folder, "node_modules", ".installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  console.error(`installing dependencies of ${folder === root ? "assize" : "the bundled Node"} …`);
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

// The sources are run as TypeScript by some tests' worker threads, which Node does unaided from 22.18 on.
function useRecentNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  const folder = join(root, "scripts", "node");
  installLocked(folder);
  const platform = `node-${isWindows ? "win" : process.platform}-${process.arch}`;
  const bin = join(folder, "node_modules", platform, "bin");
  if (!existsSync(join(bin, isWindows ? "node.exe" : "node")))
    fail(
      `Node 22.18 or newer is needed for a checkout; found ${process.version}, and none is bundled for ${platform}.`,
    );
  env.PATH = bin + delimiter + env.PATH;
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function build() {
  const digest = createHash("sha256");
  for (const file of [...filesBelow(join(root, "src")), join(root, "tsconfig.build.json")]) {
    const { mtimeMs, size } = statSync(file);
    digest.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  const wanted = digest.digest("hex");
  const stamp = join(root, "dist", ".built");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  run("node", [join(root, "scripts", "build.mjs")], root);
  writeFileSync(stamp, wanted);
}

const args = process.argv.slice(2);
const wantsBuild = args[0] === "--build";
if (wantsBuild) args.shift();
useRecentNode();
installLocked(root);
env.PATH = join(root, "node_modules", ".bin") + delimiter + env.PATH;
if (wantsBuild) build();
const [command, ...rest] = args;
const done = spawnSync(command, rest, { stdio: "inherit", env, shell: isWindows });
process.exit(done.status ?? 1);
