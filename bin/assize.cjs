#!/usr/bin/env node
// Written for any Node, so that one that is too old can say so.
var version = process.versions.node.split(".").map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 13)) {
  console.error(
    `assize needs Node 22.13 or newer; this is ${process.version}. Take a newer one from https://nodejs.org, or where nvm is: nvm install 24`,
  );
  process.exit(1);
}
// node:sqlite is stable enough for a cache and a ledger; its notice would only alarm people.
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name !== "ExperimentalWarning") console.error(`${warning.name}: ${warning.message}`);
});
var args = process.argv.slice(2);
var help = require("node:path").join(__dirname, "../dist/cli/help.txt");
var fs = require("node:fs");
// The help was written when the package was built: to make it anew takes longer than Node's own start.
if (args.length === 1 && /^(-h|--help)$/.test(args[0]) && fs.existsSync(help)) {
  // Whoever closes the pipe has read enough.
  process.stdout.on("error", () => {});
  process.stdout.write(fs.readFileSync(help, "utf8"));
} else import("../dist/cli/main.js").then((module) => module.main(args));
