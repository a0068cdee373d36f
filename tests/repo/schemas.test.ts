import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publishedSchemas } from "../../src/published-schemas.ts";

test.each(Object.entries(publishedSchemas()))("schema/%s is what the code parses by", (name, schema) => {
  const published: unknown = JSON.parse(readFileSync(join("schema", name), "utf8"));
  expect(published, "run npm run schema").toEqual(JSON.parse(JSON.stringify(schema)));
});
