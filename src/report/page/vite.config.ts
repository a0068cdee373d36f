import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const INLINE_MODULE = /<script type="module"[^>]*>([\s\S]*?)<\/script>/g;

/** Allows the page its own inlined script, by hash, and nothing from anywhere else. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const asset of Object.values(bundle)) {
          if (asset.type !== "asset" || !asset.fileName.endsWith(".html")) continue;
          const html = String(asset.source);
          const hashes = [...html.matchAll(INLINE_MODULE)].map(
            ([, code = ""]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`,
          );
          const policy = [
            "default-src 'none'",
            `script-src ${hashes.join(" ")}`,
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
          ].join("; ");
          asset.source = html.replace(
            /<meta charset="[^"]*"\s*\/?>/,
            (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
          );
        }
      },
    },
  };
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [viteSingleFile({ removeViteModuleLoader: true }), contentSecurityPolicy()],
  build: {
    // tsc fills the same folder, before this.
    outDir: here("../../../dist/report"),
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: { input: here("page.html") },
  },
});
