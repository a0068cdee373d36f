/** A call that brought no reply: the provider turned it down, or the connection did not hold. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  /** The HTTP status, or null where no answer came. */
  readonly status: number | null;
  /** The provider's own code or parameter, as `insufficient_quota` or `response_format`. */
  readonly code: string | null;
  /** How long the provider asks to wait, in milliseconds. */
  readonly waitMs: number | null;

  constructor(
    message: string,
    details: {
      readonly status?: number;
      readonly code?: string | null;
      readonly waitMs?: number | null;
    } = {},
  ) {
    super(message);
    this.status = details.status ?? null;
    this.code = details.code ?? null;
    this.waitMs = details.waitMs ?? null;
  }
}

/** The code of a connection that nobody accepted: nothing was sent. */
export const NOT_CONNECTED = "not-connected";

/** Codes by which we tell failures apart. A server may send one in any of its fields. */
const NEVER_BETTER = new Set(["insufficient_quota", "billing_hard_limit_reached"]);
const REFUSALS = new Set(["content_filter", "invalid_prompt", "content_policy_violation"]);
const PASSING_STATUS = new Set([408, 425, 429]);
/** Gateways that gave up on a model which may well have gone on. */
const GATEWAY_STATUS = new Set([502, 504, 522, 524]);

export const isTelling = (code: string): boolean => NEVER_BETTER.has(code) || REFUSALS.has(code);

export const isOutOfQuota = (error: TransportError): boolean =>
  error.code !== null && NEVER_BETTER.has(error.code);

/** Whether the provider will not have this text answered: a refusal in the form of an error. */
export const isRefusal = (error: TransportError): boolean =>
  error.status === 400 && error.code !== null && REFUSALS.has(error.code);

/** Whether the same call may fare better in a moment. */
export function isPassing(error: TransportError): boolean {
  if (isOutOfQuota(error)) return false;
  if (error.status === null || PASSING_STATUS.has(error.status)) return true;
  return error.status >= 500 && error.status !== 501;
}

/** Whether the provider may have answered, and charged, although we did not see it. */
export function mayBePaid(error: TransportError): boolean {
  return error.status === null ? error.code !== NOT_CONNECTED : GATEWAY_STATUS.has(error.status);
}
