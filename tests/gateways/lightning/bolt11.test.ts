import fc from "fast-check";
import * as assert from "uvu/assert";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/lightning/bolt11");

/** Examples of BOLT 11: a coffee with an amount, and a donation without one. */
const COFFEE =
  "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh";
const DONATION =
  "lnbc1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpl2pkx2ctnv5sxxmmwwd5kgetjypeh2ursdae8g6twvus8g6rfwvs8qun0dfjkxaq9qrsgq357wnc5r2ueh7ck6q93dj32dlqnls087fxdwk8qakdyafkq3yap9us6v52vjjsrvywa6rt52cm9r9zqt8r2t7mlcwspyetp5h2tztugp9lfyql";

/** The letters that the data part is written in (BIP 173). */
const BECH32 = Array.from("qpzry9x8gf2tvdw0s3jn54khce6mua7l");

test("an invoice tells its hash, payee, network, amount and end", () => {
  assert.equal(readBolt11(COFFEE), {
    text: COFFEE,
    paymentHash: "0001020304050607080900010203040506070809000102030405060708090102",
    payeePublicKey: "03e7156ae33b0a208d0744199163177e909e80176e55d97a2f221ede0f934dd9ad",
    network: "bitcoin",
    amountMsat: 250_000_000n,
    expiresAtMs: 1_496_314_718_000n,
    paymentSecret: "11".repeat(32),
    finalCltvDelta: 18,
  });
});

test("an invoice without an amount leaves it to the payer", () => {
  assert.is(readBolt11(DONATION)?.amountMsat, undefined);
});

test("blanks around it and capital letters change nothing", () => {
  assert.equal(readBolt11(`  ${COFFEE.toUpperCase()}\n`), readBolt11(COFFEE));
});

test("a changed letter makes it no invoice at all", () => {
  const letter = fc.nat({ max: COFFEE.length - 1 });
  fc.assert(
    fc.property(letter, fc.constantFrom(...BECH32), (at, other) => {
      fc.pre(COFFEE[at] !== other);
      assert.is(readBolt11(COFFEE.slice(0, at) + other + COFFEE.slice(at + 1)), undefined);
    }),
  );
});

test("no text whatever makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom("", "lnbc", "lnbcrt1"), (text, prefix) => {
      assert.is(readBolt11(prefix + text), undefined);
    }),
  );
});
