type Waiting<Input, Output> = {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Lets inputs that arrive together be served together, in order, one batch after another, so that they share one round
 * trip to a database and one wait for its disk. When a batch fails, every input in it fails.
 *
 * @param most inputs in a batch at most.
 * @param serve gives one output for each input, in their order.
 */
export function inBatches<Input, Output>(
  most: number,
  serve: (inputs: readonly Input[]) => Promise<readonly Output[]>,
): (input: Input) => Promise<Output> {
  let waiting: Waiting<Input, Output>[] = [];
  let isServing = false;

  async function serveAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const outputs = await serve(batch.map(({ input }) => input));
        for (const [place, { resolve }] of batch.entries()) resolve(outputs[place]!);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      // An embedded database answers without waiting: others must get their turn between two batches.
      await new Promise((resolve) => setImmediate(resolve));
    }
    isServing = false;
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (isServing) return;
      isServing = true;
      setImmediate(() => void serveAll());
    });
}
