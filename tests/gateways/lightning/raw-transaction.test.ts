import * as assert from "uvu/assert";
import { readTransaction } from "../../../app/gateways/lightning/raw-transaction.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/lightning/raw-transaction");

/** The signed example "Native P2WPKH" of BIP 143. */
const WITH_WITNESS =
  "01000000000102fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f00000000494830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be022040529b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac000247304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee0121025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee635711000000";

/** The same as it was before it was signed. */
const UNSIGNED =
  "0100000002fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f0000000000eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac11000000";

const INPUTS = [
  "9f96ade4b41d5433f4eda31e1738ec2b36f6e7d1420d94a6af99801a88f7f7ff:0",
  "8ac60eb9575db5b2d987e29f301b5b819ea83a5c6579d282d189cc04b8e151ef:1",
];

test("id, inputs and outputs are those of the example of BIP 143", () => {
  const read = readTransaction(WITH_WITNESS);
  assert.is(read.txid, "e8151a2af31c368a35053ddd4bdb285a8595c769a3ad83e0fa02314a602d4609");
  assert.equal(read.inputs, INPUTS);
  assert.equal(read.outputsSat, [112_340_000n, 223_450_000n]);
  assert.equal(readTransaction(UNSIGNED).inputs, INPUTS);
});

test("witnesses are no part of the id, and count a quarter", () => {
  const bytes = Buffer.from(WITH_WITNESS, "hex");
  const start = bytes.indexOf("000247304402203609", 0, "hex");
  const bare = Buffer.concat([bytes.subarray(0, 4), bytes.subarray(6, start), bytes.subarray(-4)]).toString("hex");
  const [whole, without] = [readTransaction(WITH_WITNESS), readTransaction(bare)];
  assert.is(whole.txid, without.txid);
  assert.is(without.virtualBytes, bare.length / 2);
  assert.is(whole.virtualBytes, Math.ceil(bare.length / 2 + (WITH_WITNESS.length - bare.length) / 8));
});

test("what is cut off, goes on, or spends nothing is no transaction", () => {
  for (const text of ["", "00", WITH_WITNESS.slice(0, -2), `${WITH_WITNESS}00`, "01000000000000000000"])
    assert.throws(() => readTransaction(text), RangeError, text);
});
