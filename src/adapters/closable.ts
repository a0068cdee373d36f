/** Work that can be called off as a whole and waited for. */
export type Closable = {
  readonly run: <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Gives every piece of work a signal that ends it on `close`, or when `parent` or its own signal aborts. */
export function closable(parent: AbortSignal | undefined): Closable {
  const closing = new AbortController();
  const common = parent ? AbortSignal.any([closing.signal, parent]) : closing.signal;
  const combined = new WeakMap<AbortSignal, AbortSignal>();
  const underWay = new Set<Promise<unknown>>();

  const withCommon = (signal: AbortSignal): AbortSignal => {
    const known = combined.get(signal) ?? AbortSignal.any([common, signal]);
    combined.set(signal, known);
    return known;
  };

  return {
    run: async (work, signal) => {
      const running = work(signal ? withCommon(signal) : common);
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}
