// Writes the JSON Schemas of every file and reply to schema/, from the zod schemas that parse them.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publishedSchemas } from "../src/published-schemas.ts";

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), "schema");
for (const [name, schema] of Object.entries(publishedSchemas())) {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(`schema/${name}`);
}
