import type { HeaderReader } from "./openai-reply.ts";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A time as rate-limit headers write it: `1m30.5s`, `20ms`, seconds alone, or a date. Milliseconds; null: not understood. */
function readReset(text: string, now: number): number | null {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length > 0 && parts.map(([part]) => part).join("") === text)
    return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/**
 * How long nothing more is free, as an answer's headers tell: 0 unless the requests or tokens of this minute are used up.
 *
 * @example exhaustedFor(headers, Date.now()) // 6000 for x-ratelimit-remaining-requests: 0 and x-ratelimit-reset-requests: 6s
 */
export function exhaustedFor(headers: HeaderReader, now: number): number {
  const waits = ["requests", "tokens"].map((what) => {
    const remaining = headers.get(`x-ratelimit-remaining-${what}`);
    const reset = headers.get(`x-ratelimit-reset-${what}`);
    if (remaining === null || reset === null || Number(remaining) !== 0) return 0;
    return readReset(reset.trim(), now) ?? 0;
  });
  return Math.max(...waits);
}
