/** How a client asks one model of an OpenAI-compatible server. */
export type ClientSettings = {
  readonly model: string;
  readonly baseURL: string;
  /** Some servers need none. */
  readonly apiKey: string | undefined;
  readonly temperature: number | undefined;
  readonly maxTokens: number | undefined;
  readonly timeoutMs: number;
};
