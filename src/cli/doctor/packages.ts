import { createRequire } from "node:module";

/** Packages of providers beyond OpenAI's protocol, and what each serves. */
export const PACKAGES = [
  ["@langchain/anthropic", "anthropic:…"],
  ["@langchain/google-genai", "google-genai:…"],
  ["@langchain/groq", "groq:…"],
  ["@langchain/mistralai", "mistralai:…"],
  ["@langchain/ollama", "ollama:… (an OpenAI-compatible --base-url works without it)"],
] as const;

export function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
