/** Sends text as it is made: the next piece is asked for when the last one is on its way. */
export function streamText(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    // Whoever was reading has left.
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
