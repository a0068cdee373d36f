/**
 * Input that a person can mend: a file, a field, an option. The message says what is wrong, where,
 * and what to do; `where` is `file:line field` or an id.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A provider that could not be reached, refused every try, or answered outside its protocol. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
