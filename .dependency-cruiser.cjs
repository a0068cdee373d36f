// The import table. Every rule is an allow-list: what it does not name is refused. Its comment tells
// whoever breaks it what to do. tests/repo/imports.test.ts plants violations to prove that it bites.

/** Folders of src/ that each folder may import, itself aside; and packages. */
const TABLE = {
  domain: { folders: [], packages: ["zod", "pure-rand", "stemmer"] },
  prompts: { folders: ["domain"], packages: ["zod"] },
  personas: { folders: ["domain", "prompts"], packages: ["ml-kmeans", "munkres", "stemmer", "zod"] },
  debate: { folders: ["domain", "prompts"], packages: [] },
  study: { folders: ["domain", "prompts", "debate"], packages: [] },
  stats: { folders: [], packages: ["jstat", "simple-statistics"] },
  analysis: { folders: ["domain", "stats"], packages: ["simple-statistics"] },
  report: { folders: ["domain"], packages: [] },
};

const ADVICE = {
  domain: "domain holds nouns and imports no other folder; move the behaviour to the stage that needs it.",
  prompts: "prompts turn tasks into text; take what else is needed as an argument.",
  personas: "a stage knows domain and prompts alone; models, disks and embedders come in as ports.",
  debate: "a debate is a function of a panel, an item and a way to ask; pass the rest in.",
  study: "a study repeats the debate; it imports debate and what lies below, and takes models as ports.",
  stats: "stats are numbers in, numbers out; turn rows into numbers in analysis.",
  analysis: "analysis turns rows into results with stats; models and files are none of its business.",
  report: "a report is a function of a result; files are written by the edge.",
};

const escaped = (name) => name.replaceAll("/", "\\/");

const stages = Object.entries(TABLE).map(([folder, { folders, packages }]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import ${[...folders, ...packages].join(", ") || "nothing but itself"}: ${ADVICE[folder]}`,
  severity: "error",
  from: { path: `^src/${folder}/`, pathNot: "^src/report/page/" },
  to: {
    pathNot: [
      `^src/${folder}/`,
      ...folders.map((name) => `^src/${name}/`),
      ...packages.map((name) => `node_modules/${escaped(name)}/`),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...stages,
    {
      name: "page-imports",
      comment: "the page runs in a browser: it may import report, domain, preact and Plot.",
      severity: "error",
      from: { path: "^src/report/page/", pathNot: "vite\\.config\\.ts$" },
      to: {
        pathNot: [
          "^src/(report|domain)/",
          "node_modules/(preact|@observablehq/plot|vite|vite-plugin-singlefile)/",
        ],
      },
    },
    {
      name: "threads-imports",
      comment: "threads spread the analysis over cores; what is analysed comes in as rows.",
      severity: "error",
      from: { path: "^src/threads/" },
      to: { pathNot: ["^src/(threads|domain|analysis)/", "^(os|worker_threads)$"] },
    },
    {
      name: "front-door-imports",
      comment:
        "src/index.ts lists names of the core and of adapters; it holds no logic and knows no command.",
      severity: "error",
      from: { path: "^src/(index|published-schemas)\\.ts$" },
      to: {
        pathNot: [
          "^src/(domain|prompts|personas|debate|study|stats|analysis|report|adapters|threads)/",
          "^src/published-schemas",
          "node_modules/zod/",
        ],
      },
    },
    {
      name: "adapters-know-no-command",
      comment: "adapters serve every door; what is a person's concern belongs to src/cli.",
      severity: "error",
      from: { path: "^src/adapters/" },
      to: { path: "^src/(cli|index|study|debate|analysis|report|personas)" },
    },
    {
      name: "doors-know-no-command",
      comment:
        "the form, the MCP server and the matchers are doors of their own; a command opens them and hands in what they need.",
      severity: "error",
      from: { path: "^src/(annotate|mcp|vitest)/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "form-imports",
      comment: "the annotators' page runs in a browser and is served as it is: it imports types alone.",
      severity: "error",
      from: { path: "^src/annotate/page/" },
      to: { dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-cycles",
      comment: "two files that need each other are one file, or lack a third that both need.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "the import leads nowhere: mend the path or declare the package.",
      severity: "error",
      from: { path: "^src/" },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
