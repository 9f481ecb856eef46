import type { ClientReadableStream } from "@grpc/grpc-js";
import type { LndConnection } from "./lnd-connection.ts";

export interface Stream<Message> {
  open: () => ClientReadableStream<Message>;
  signal: AbortSignal;
}

/**
 * Hands on the messages of a stream one by one, waiting for `onMessage` before the next.
 *
 * Returns `aborted` when the signal ended it and `ended` when LND did; rejects with the gRPC error or
 * `ConnectionLost` when the stream broke, and with what `onMessage` threw. After any of these the stream
 * is cancelled, so LND holds nothing open for us.
 */
export async function eachMessage<Message>(
  connection: LndConnection,
  { open, signal }: Stream<Message>,
  onMessage: (message: Message) => Promise<void>,
): Promise<"aborted" | "ended"> {
  if (signal.aborted) return "aborted";
  const stream = open();
  // gRPC reports our own cancelling as an error too, and an error that nobody listens to would end the process.
  stream.on("error", () => undefined);
  const stopListening = connection.whenLost((reason) => stream.destroy(reason));
  const cancel = () => stream.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const messages: AsyncIterator<Message, undefined> = stream[Symbol.asyncIterator]();
    for (;;) {
      const message = await next(messages, signal);
      if (message === undefined) return signal.aborted ? "aborted" : "ended";
      await onMessage(message);
    }
  } finally {
    stopListening();
    signal.removeEventListener("abort", cancel);
    stream.cancel();
  }
}

/** Undefined at the end of the stream, and when the signal caused the error that ended it. */
async function next<Message>(
  messages: AsyncIterator<Message, undefined>,
  signal: AbortSignal,
): Promise<Message | undefined> {
  try {
    const result = await messages.next();
    return result.done === true || signal.aborted ? undefined : result.value;
  } catch (thrown) {
    if (signal.aborted) return undefined;
    throw thrown;
  }
}
