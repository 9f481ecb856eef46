import type { Unary } from "./lnd-rpc.ts";
import { readFailure, writeFailure } from "./lnd-failure.ts";

/** Calls one unary method; rejects with the gRPC error. The deadline comes from the connection's guard. */
export function call<Request, Answer>(
  client: object,
  method: Unary<Request, Answer>,
  request: Request,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    method.call(client, request, (error, answer) => {
      if (error !== null) reject(error);
      else if (answer === undefined) reject(new Error("gRPC reported neither an error nor an answer"));
      else resolve(answer);
    });
  });
}

/** Runs a call that changes nothing; `what` completes "LND could not …". */
export async function reading<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    throw readFailure(what, thrown);
  }
}

/** Runs a call that changes something; `what` completes "LND could not …". */
export async function writing<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw writeFailure(what, thrown);
  }
}
