/** The client library rejects with `[code, message, details?]`, which is no Error; this is one, with the tuple as its cause. */
export function asError(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  const [code, message] = Array.isArray(reason) ? reason.map(String) : [undefined, String(reason)];
  return new Error(code === undefined ? message : `${message} (${code})`, { cause: reason });
}

/** Passes an answer on, and a rejection as an Error. */
export async function orError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (reason) {
    throw asError(reason);
  }
}
