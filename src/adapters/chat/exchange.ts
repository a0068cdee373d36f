import type { Dispatcher } from "undici";

type Request = Pick<Dispatcher.DispatchOptions, "origin" | "path" | "headers"> & { readonly body: string };

export type Exchanged = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

const UTF8 = new TextDecoder();

/**
 * Posts one request over a pool of connections and reads the answer to its end. `sent` is said when a connection takes
 * the request, just before its first byte goes out: what still waits for a connection has not been sent. Rejects with the
 * signal's reason where it is called off.
 */
export function exchange(
  pool: Dispatcher,
  request: Request,
  sent: () => void,
  signal: AbortSignal,
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let onTheWay: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: Exchanged["headers"] = {};
    const body: Uint8Array[] = [];

    const callOff = (): void => {
      onTheWay?.abort(signal.reason);
      reject(signal.reason);
    };
    signal.addEventListener("abort", callOff, { once: true });
    const settle = (act: () => void): void => {
      signal.removeEventListener("abort", callOff);
      act();
    };

    pool.dispatch(
      { ...request, method: "POST" },
      {
        onRequestStart: (controller) => {
          if (signal.aborted) return controller.abort(signal.reason);
          onTheWay = controller;
          sent();
        },
        onResponseStart: (_, code, fields) => {
          status = code;
          headers = fields;
        },
        onResponseData: (_, chunk) => {
          body.push(chunk);
        },
        onResponseEnd: () =>
          settle(() => resolve({ status, headers, body: UTF8.decode(Buffer.concat(body)) })),
        onResponseError: (_, error) => settle(() => reject(error)),
      },
    );
  });
}
