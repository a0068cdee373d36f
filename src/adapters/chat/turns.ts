/** Lets the models of one server be asked by turns. */
export type Turns = {
  /** Runs a call to a model at a place when it is that model's turn there. */
  readonly take: <T>(
    place: string,
    model: string,
    call: () => Promise<T>,
    signal: AbortSignal | undefined,
  ) => Promise<T>;
};

type Place = { model: string | null; underWay: number; readonly waiting: Map<string, (() => void)[]> };

/**
 * A server on this machine holds one model in memory and loads another at the cost of many calls. So calls to it are
 * grouped: a model is asked for as long as anybody asks it, and then the one that has waited longest.
 */
export function createTurns(): Turns {
  const places = new Map<string, Place>();

  function placeOf(name: string): Place {
    const known = places.get(name) ?? { model: null, underWay: 0, waiting: new Map() };
    places.set(name, known);
    return known;
  }

  function leave(place: Place): void {
    place.underWay--;
    if (place.underWay > 0) return;
    const [next] = place.waiting;
    place.model = next?.[0] ?? null;
    if (!next) return;
    const [model, starts] = next;
    place.waiting.delete(model);
    for (const start of starts) start();
  }

  function untilTurn(place: Place, model: string): Promise<void> | undefined {
    if (place.model === null || place.model === model) {
      place.model = model;
      place.underWay++;
      return undefined;
    }
    return new Promise((resolve) => {
      const starts = place.waiting.get(model) ?? [];
      place.waiting.set(model, starts);
      starts.push(() => {
        place.underWay++;
        resolve();
      });
    });
  }

  return {
    take: async (name, model, call, signal) => {
      const place = placeOf(name);
      await untilTurn(place, model);
      try {
        // Who was called off while waiting takes its turn all the same, and does nothing with it.
        signal?.throwIfAborted();
        return await call();
      } finally {
        leave(place);
      }
    },
  };
}
