import { Decrypter, Encrypter } from "age-encryption";

/** Encrypts for somebody of whom only the public half is known (`age1…`), as the bytes come, without armor. */
export async function* sealStream(plain: AsyncIterable<Uint8Array>, recipient: string): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  yield* chunksOf(await encrypter.encrypt(streamOf(plain)));
}

/** The other way round. Throws when none of the identities fits, and where what comes was changed. */
export async function* unsealStream(
  sealed: AsyncIterable<Uint8Array>,
  keys: readonly string[],
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  for (const key of keys) decrypter.addIdentity(key);
  yield* chunksOf(await decrypter.decrypt(streamOf(sealed)));
}

/** The library speaks the streams of browsers. */
function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await source.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
  });
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield value;
  }
}
