import * as assert from "uvu/assert";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { handleUnaryCall } from "@grpc/grpc-js";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { openCdkOperator } from "../../../app/gateways/mint/cdk-operator.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/mint/cdk-operator");

/** Two fields of `GetInfoResponse` in protobuf's own form: numbers 9 and 10, each a varint of one byte. */
const answer = (issued: number, redeemed: number) => Buffer.from([9 << 3, issued, 10 << 3, redeemed]);

/** A management interface in this process, one of whose calls answers as it is told. */
async function serve(handle: handleUnaryCall<Buffer, Buffer>, call: "GetInfo" | "RotateNextKeyset" = "GetInfo") {
  const server = new Server();
  const asIs = (bytes: Buffer) => bytes;
  const path = `/cdk_mint_management_v1.CdkMint/${call}`;
  const shape = { path, requestStream: false, responseStream: false } as const;
  const forms = {
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
  server.addService({ [call]: { ...shape, ...forms } }, { [call]: handle });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const operator = openCdkOperator({ address: `127.0.0.1:${port}`, tlsFolder: undefined });
  return {
    operator,
    close: () => {
      operator.close();
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
  const { operator, close } = await serve(({ metadata }, give) => {
    named = metadata.get("x-cdk-protocol-version");
    give(null, answer(100, 40));
  });
  assert.equal(await operator.sums(), { issuedMsat: 100_000n, redeemedMsat: 40_000n });
  assert.equal(named, ["1.0.0"]);
  close();
});

test("a mint that has issued nothing says so", async () => {
  const { operator, close } = await serve((_, give) => give(null, Buffer.alloc(0)));
  assert.equal(await operator.sums(), { issuedMsat: 0n, redeemedMsat: 0n });
  close();
});

for (const code of [status.FAILED_PRECONDITION, status.UNIMPLEMENTED, status.PERMISSION_DENIED]) {
  test(`an interface that does not fit (${status[code]}) is a matter of the setup`, async () => {
    const { operator, close } = await serve((_, give) => give({ code, details: "no" }));
    assert.instance(await failure(operator.sums()), Misconfigured);
    close();
  });
}

test("an interface that fails, or is not there, can be asked again", async () => {
  const { operator, close } = await serve((_, give) =>
    give({ code: status.INTERNAL, details: "its database is busy" }),
  );
  assert.instance(await failure(operator.sums()), NotApplied);
  close();
  const gone = openCdkOperator({ address: "127.0.0.1:1", tlsFolder: undefined });
  assert.instance(await failure(gone.sums()), NotApplied);
  gone.close();
});

/** Field 1, a text: the id of the new keyset. */
const turned = (id: string) => Buffer.concat([Buffer.from([(1 << 3) | 2, id.length]), Buffer.from(id)]);

test("the mint is told to turn its keys for sat, under the fee that is named", async () => {
  let asked: Buffer = Buffer.alloc(0);
  const { operator, close } = await serve(({ request }, give) => {
    asked = request;
    give(null, turned("01ab"));
  }, "RotateNextKeyset");
  assert.equal(await operator.turnKeys({ inputFeePpk: 100n }), { keysetId: "01ab" });
  // Field 1 is the unit, field 3 the fee.
  assert.is(asked.toString("hex"), `0a03${Buffer.from("sat").toString("hex")}1864`);
  close();
});

test("whether keys were turned is unknown when no answer came, and known when nobody may ask", async () => {
  const broken = await serve((_, give) => give({ code: status.INTERNAL, details: "cut off" }), "RotateNextKeyset");
  assert.instance(await failure(broken.operator.turnKeys({ inputFeePpk: 0n })), OutcomeUnknown);
  broken.close();
  const closed = await serve((_, give) => give({ code: status.UNAUTHENTICATED, details: "no" }), "RotateNextKeyset");
  assert.instance(await failure(closed.operator.turnKeys({ inputFeePpk: 0n })), Misconfigured);
  closed.close();
});
