import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/**
 * Not `npm ci`: the packages' own optional ones stay out (2 GB of browsers, models and tools that nothing here uses),
 * and some are missing from the lock where a platform's build was never published. Versions are the lock's all the same.
 */
const INSTALL = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];

function installIn(place: string, flags: readonly string[]): void {
  const digest = createHash("sha256")
    .update(readFileSync(join(place, "package-lock.json")))
    .digest("hex");
  const stamp = join(place, "node_modules", ".installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  console.error(`installing what Assize is measured against, in ${place} …`);
  const done = spawnSync("npm", [...INSTALL, ...flags], {
    cwd: place,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (done.status !== 0) throw new Error(`npm install failed in ${place}`);
  mkdirSync(join(place, "node_modules"), { recursive: true });
  writeFileSync(stamp, digest);
}

/** Installs the peers at the locked versions, once. */
export function installPeers(): void {
  installIn(folder, ["--omit=optional", "--omit=peer"]);
  installIn(join(folder, "native"), []);
}

/** The version of an installed package. */
export function versionOf(name: string): string {
  const file = join(folder, "node_modules", name, "package.json");
  return String(JSON.parse(readFileSync(file, "utf8")).version);
}
