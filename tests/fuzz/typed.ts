import { expect } from "vitest";
import { InputError, ProviderError } from "../../src/domain/errors.ts";

/** Lets a door read something hostile: it may take it, or refuse it by an error made for people, and nothing else. */
export async function expectTyped(what: string, read: () => unknown): Promise<void> {
  try {
    await read();
  } catch (error) {
    const isTyped = error instanceof InputError || error instanceof ProviderError;
    expect(isTyped, `${what.slice(0, 300)}: ${error instanceof Error ? error.stack : error}`).toBe(true);
    const { message } = error instanceof Error ? error : { message: "" };
    expect(message.length, `${what.slice(0, 300)}: a message that people can read`).toBeLessThan(5000);
    expect(message, what.slice(0, 300)).not.toBe("");
  }
}
