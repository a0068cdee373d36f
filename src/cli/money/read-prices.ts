import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import { PriceList } from "../../domain/price.ts";
import { packagePath } from "../package-root.ts";

/** The price lists in the order in which they are asked: the given one, then the newest that comes along. */
export async function readPrices(given: string | undefined): Promise<readonly PriceList[]> {
  const folder = packagePath("configs/prices");
  const newest = (await readdir(folder))
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .at(-1);
  const ours = newest === undefined ? [] : [await readYaml(join(folder, newest), PriceList)];
  return given === undefined ? ours : [await readYaml(given, PriceList), ...ours];
}
