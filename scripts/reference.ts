// The pages of the reference that are made from the code: every command with its flags, every statistic with its words.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommanderError } from "commander";
import { program } from "../src/cli/program.ts";

const NOTE = "<!-- Written by `npm run reference` from the code; change it there. -->";
const STATS = "src/stats";

/** What `assize … --help` prints. */
async function helpOf(names: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const context = {
    cwd: ".",
    environment: {},
    signal: new AbortController().signal,
    print: (text: string) => void printed.push(text),
    remark: () => {},
    isInteractive: false,
  };
  await program(context)
    .run([...names, "--help"])
    .catch((error: unknown) => {
      if (!(error instanceof CommanderError)) throw error;
    });
  return printed.join("\n").trim();
}

/** The names of the commands that a help text lists. */
function listed(help: string): readonly string[] {
  const [, list = ""] = /^Commands:\n([\s\S]*)/m.exec(help) ?? [];
  return [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)].flatMap(([, name]) =>
    name === "help" ? [] : (name ?? []),
  );
}

async function sections(names: readonly string[]): Promise<readonly string[]> {
  const help = await helpOf(names);
  const inner = listed(help);
  const own = `${names.length === 0 ? "" : `## assize ${names.join(" ")}\n\n`}\`\`\`\n${help}\n\`\`\`\n`;
  const below: string[] = [];
  for (const name of inner) below.push(...(await sections([...names, name])));
  // A group has no flags of its own; its commands say what there is.
  return names.length > 0 && inner.length > 0 ? below : [own, ...below];
}

export async function commandsPage(): Promise<string> {
  return `# Every command\n\n${NOTE}\n\n${(await sections([])).join("\n")}`;
}

/** The words above an exported function, without their comment signs; the example as code. */
function words(comment: string): string {
  const text = comment
    .split("\n")
    .map((line) => line.replace(/^\s*\/?\*+\/?\s?/, "").replace(/\s*\*\/\s*$/, ""))
    .join("\n")
    .trim();
  const [about = "", ...tags] = text.split(/\n?\s*@/);
  const shown = tags.flatMap((tag) => {
    const [, example] = /^example\s+([\s\S]*)$/.exec(tag) ?? [];
    return example === undefined ? [] : `\`\`\`ts\n${example.trim()}\n\`\`\``;
  });
  return [about.trim(), ...shown].join("\n\n");
}

const EXPORTED = /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\nexport (?:async )?(?:function|const) (\w+)/g;

export function statisticsPage(): string {
  const entries = readdirSync(STATS)
    .filter((file) => file.endsWith(".ts"))
    .toSorted()
    .flatMap((file) =>
      [...readFileSync(join(STATS, file), "utf8").matchAll(EXPORTED)].map(
        ([, comment = "", name]) => `## ${name}\n\n${words(comment)}\n\n\`${STATS}/${file}\`\n`,
      ),
    );
  return (
    `# Every statistic\n\n${NOTE}\n\nWhat each is, by what formula and from where. Each has a test against a value ` +
    `computed elsewhere, or a property that it must have: \`tests/stats\`.\n\n${entries.join("\n")}`
  );
}
