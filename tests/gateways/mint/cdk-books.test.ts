import * as assert from "uvu/assert";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { handleUnaryCall } from "@grpc/grpc-js";
import { Misconfigured, NotApplied } from "../../../app/domain/outcome.ts";
import { openCdkBooks } from "../../../app/gateways/mint/cdk-books.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/mint/cdk-books");

/** Two fields of `GetInfoResponse` in protobuf's own form: numbers 9 and 10, each a varint of one byte. */
const answer = (issued: number, redeemed: number) => Buffer.from([9 << 3, issued, 10 << 3, redeemed]);

/** A management interface in this process that answers as it is told. */
async function serve(handle: handleUnaryCall<Buffer, Buffer>) {
  const server = new Server();
  const asIs = (bytes: Buffer) => bytes;
  const path = "/cdk_mint_management_v1.CdkMint/GetInfo";
  const shape = { path, requestStream: false, responseStream: false } as const;
  const forms = {
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
  server.addService({ GetInfo: { ...shape, ...forms } }, { GetInfo: handle });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const books = openCdkBooks({ address: `127.0.0.1:${port}`, tlsFolder: undefined });
  return {
    books,
    close: () => {
      books.close();
      server.forceShutdown();
    },
  };
}

async function failure(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("what was issued and taken back is told in msat, to whoever names the protocol's version", async () => {
  let named: unknown;
  const { books, close } = await serve(({ metadata }, give) => {
    named = metadata.get("x-cdk-protocol-version");
    give(null, answer(100, 40));
  });
  assert.equal(await books.sums(), { issuedMsat: 100_000n, redeemedMsat: 40_000n });
  assert.equal(named, ["1.0.0"]);
  close();
});

test("a mint that has issued nothing says so", async () => {
  const { books, close } = await serve((_, give) => give(null, Buffer.alloc(0)));
  assert.equal(await books.sums(), { issuedMsat: 0n, redeemedMsat: 0n });
  close();
});

for (const code of [status.FAILED_PRECONDITION, status.UNIMPLEMENTED, status.PERMISSION_DENIED]) {
  test(`an interface that does not fit (${status[code]}) is a matter of the setup`, async () => {
    const { books, close } = await serve((_, give) => give({ code, details: "no" }));
    assert.instance(await failure(books.sums()), Misconfigured);
    close();
  });
}

test("an interface that fails, or is not there, can be asked again", async () => {
  const { books, close } = await serve((_, give) => give({ code: status.INTERNAL, details: "its database is busy" }));
  assert.instance(await failure(books.sums()), NotApplied);
  close();
  const gone = openCdkBooks({ address: "127.0.0.1:1", tlsFolder: undefined });
  assert.instance(await failure(gone.sums()), NotApplied);
  gone.close();
});
