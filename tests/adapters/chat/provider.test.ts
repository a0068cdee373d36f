import { expect, test } from "vitest";
import { readEndpoint } from "../../../src/adapters/chat/endpoint.ts";
import { openChat } from "../../../src/adapters/chat/open-chat.ts";
import { findProvider } from "../../../src/adapters/chat/provider.ts";
import { providerEndpoint } from "../../../src/adapters/chat/provider-chat.ts";

test("the key comes from the named variable, else from the provider's usual one", () => {
  const environment = { OPENAI_API_KEY: "usual", MINE: "mine", GOOGLE_API_KEY: "g", MISTRAL_API_KEY: "m" };
  const keyOf = (model: string, apiKeyEnv?: string) =>
    findProvider({ model, ...(apiKeyEnv ? { apiKeyEnv } : {}) }, environment).apiKey;
  expect(keyOf("openai:gpt-x")).toBe("usual");
  expect(keyOf("openai:gpt-x", "MINE")).toBe("mine");
  expect(keyOf("google-genai:gemini-x")).toBe("g");
  expect(keyOf("mistralai:mistral-x")).toBe("m");
  expect(keyOf("anthropic:claude-x")).toBeUndefined();
  expect(findProvider({ model: "anthropic:claude-x" }, {}).keyVariable).toBe("ANTHROPIC_API_KEY");
  expect(findProvider({ model: "ollama:llama3.2:1b" }, {})).toMatchObject({
    provider: "ollama",
    model: "llama3.2:1b",
    keyVariable: null,
  });
});

test("a provider's key goes to that provider, to this machine and to listed hosts, and nowhere else", () => {
  const environment = { OPENAI_API_KEY: "sk-0123456789", MINE: "mine" };
  const keyAt = (baseURL: string, more = {}) =>
    findProvider({ model: "openai:x", baseURL, ...more }, environment).apiKey;
  expect(keyAt("https://eu.api.openai.com/v1")).toBe("sk-0123456789");
  expect(keyAt("http://localhost:11434/v1")).toBe("sk-0123456789");
  expect(keyAt("http://127.0.0.1:1/v1")).toBe("sk-0123456789");
  for (const host of ["evil.example", "openai.com.evil.example", "notopenai.com"]) {
    expect(keyAt(`https://${host}/v1`)).toBeUndefined();
    expect(() => keyAt(`https://${host}/v1`, { apiKeyEnv: "OPENAI_API_KEY" })).toThrow(
      /OPENAI_API_KEY holds the key of another provider.*ASSIZE_KEY_HOSTS/,
    );
    expect(keyAt(`https://${host}/v1`, { apiKeyEnv: "MINE" })).toBe("mine");
  }
  const allowing = { ...environment, ASSIZE_KEY_HOSTS: "gateway.example, other.example" };
  const spec = { model: "openai:x", baseURL: "https://llm.gateway.example/v1" };
  expect(findProvider(spec, allowing).apiKey).toBe("sk-0123456789");
});

test("a name whose provider nobody knows is told what it may have meant", () => {
  expect(() => findProvider({ model: "llama3.2:1b" }, {})).toThrow(
    /no provider "llama3.2".*openai:llama3.2:1b with its baseURL.*anthropic/,
  );
});

test("a key that no header can carry is refused without being shown", () => {
  const reading = () => findProvider({ model: "openai:x" }, { OPENAI_API_KEY: "sk-secret-part\nx" });
  expect(reading).toThrow(/OPENAI_API_KEY holds blanks/);
  expect(reading).not.toThrow(/secret-part/);
});

test("an address loses its last slash and may hold nothing that could be a secret", () => {
  expect(readEndpoint("http://LOCALHOST:11434/v1/")).toBe("http://localhost:11434/v1");
  expect(() => readEndpoint("localhost:11434")).toThrow(/no http or https address/);
  expect(() => readEndpoint("not an address")).toThrow(/"not an address" is no http or https address/);
  for (const secret of ["https://me:pw@host/v1", "https://host/v1?key=pw", "https://host/v1#pw"]) {
    expect(() => readEndpoint(secret)).toThrow(/apiKeyEnv/);
    expect(() => readEndpoint(secret)).not.toThrow(/pw/);
  }
});

test("variables that reroute LangChain do not move the address", async () => {
  const environment = { OPENAI_API_KEY: "sk-0123456789", OPENAI_BASE_URL: "http://elsewhere/v1" };
  const { identity } = await openChat(
    { id: "m", model: "openai:gpt-x" },
    { environment, connections: 1, hold: () => {} },
  );
  expect(identity).toEqual({ provider: "openai", model: "gpt-x", endpoint: "https://api.openai.com/v1" });
});

test("a provider's own address is named, so that no variable moves it, or an address is refused", () => {
  expect(providerEndpoint("anthropic", undefined)).toBe("https://api.anthropic.com");
  expect(providerEndpoint("ollama", "http://gpu:11434/")).toBe("http://gpu:11434");
  expect(providerEndpoint("groq", undefined)).toBeUndefined();
  expect(() => providerEndpoint("groq", "http://gpu:1/v1")).toThrow(/groq.*write openai:name/);
});
