import { expect, test } from "vitest";
import { assize } from "./assize.ts";

test("the help that the build wrote is what the program says of itself", async () => {
  const [written, made] = await Promise.all([
    assize(["--help"], { cwd: "." }),
    assize(["help"], { cwd: "." }),
  ]);
  expect(written.stdout).toContain("Usage: assize");
  expect(written).toEqual(made);
});
