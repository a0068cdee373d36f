import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { whileHolding } from "../../../src/adapters/files/hold-folder.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "assize-hold-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a folder that is held is refused to a second one by any of its names, and told who holds it", async () => {
  const above = aFolder();
  const folder = join(above, "run");
  await whileHolding(folder, async () => {
    // Held before it is made, it is held when it is there.
    mkdirSync(folder);
    symlinkSync(folder, join(above, "link"));
    for (const name of [folder, join(above, "link"), join(above, ".", "x", "..", "run")])
      await expect(whileHolding(name, async () => {})).rejects.toThrow(
        new RegExp(`is being written by another run \\(process ${process.pid}, since .*\\).*-o`),
      );
    expect(await whileHolding(join(above, "other"), async () => "done")).toBe("done");
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("a folder is let go when the work ends, whether or not it succeeds", async () => {
  const folder = aFolder();
  await expect(
    whileHolding(folder, async () => {
      throw new Error("gone wrong");
    }),
  ).rejects.toThrow("gone wrong");
  expect(await whileHolding(folder, async () => 1)).toBe(1);
});

test("another process's hold is respected, and gone when that process is killed", async () => {
  const folder = aFolder();
  const module = new URL("../../../src/adapters/files/hold-folder.ts", import.meta.url).href;
  const script = `import { whileHolding } from ${JSON.stringify(module)};
    await whileHolding(${JSON.stringify(folder)}, () => new Promise(() => {
      console.log("held");
      setInterval(() => {}, 1000);
    }));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
  await once(child.stdout, "data");
  await expect(whileHolding(folder, async () => {})).rejects.toThrow(`process ${child.pid},`);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await whileHolding(folder, async () => "free")).toBe("free");
});
