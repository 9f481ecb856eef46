import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bech32 } from "@scure/base";
import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import { openPayee } from "../../../app/gateways/payee/payee.ts";
import { readDestination } from "../../../app/gateways/payee/read-destination.ts";
import type { SafeFetch } from "../../../app/gateways/web/port.ts";
import { suite } from "../../support/suite.ts";
import { testClock } from "../../support/world.ts";

const test = suite("gateways/payee");
const AMOUNT = msat(21_000_000n);
const ADDRESS = { kind: "lightning-address", text: "mina@wallet.example" } as const;

const clock = testClock();
const folder = mkdtempSync(join(tmpdir(), "satoshop-payee-"));
const node = openSandboxNode({ folder, clock, random: (bytes) => new Uint8Array(randomBytes(bytes)) });
test.after(() => node.close());

async function invoice(amountMsat = AMOUNT, expirySeconds = 600): Promise<string> {
  return (await node.invoiceOfBuyer({ amountMsat, expirySeconds })).bolt11;
}

const offer = {
  tag: "payRequest",
  callback: "https://wallet.example/pay?user=mina",
  minSendable: 1_000,
  maxSendable: 100_000_000,
  metadata: "[]",
};

type Served = Record<string, unknown> | (() => Promise<Response> | Response);

/** A service on the web, as far as the payee's port can see: what it answers at each address. */
function served(pages: Record<string, Served>): SafeFetch {
  return async (address) => {
    const page = pages[String(address)];
    if (page === undefined) throw new NotApplied(`nobody is at ${String(address)}`);
    return typeof page === "function" ? page() : Response.json(page);
  };
}

function payeeAt(fetch: SafeFetch, network = "regtest") {
  return openPayee({ fetch, readInvoice: readBolt11, network, clock });
}

function service(pr: string, more: Record<string, unknown> = {}) {
  return payeeAt(
    served({
      "https://wallet.example/.well-known/lnurlp/mina": { ...offer, ...more },
      "https://wallet.example/pay?user=mina&amount=21000000": { pr, routes: [] },
    }),
  );
}

test("an address is asked where LUD-16 says, for exactly the amount, and its invoice is taken", async () => {
  const bolt11 = await invoice();
  const given = await service(bolt11).invoiceFrom(ADDRESS, AMOUNT);
  assert.is(!isRefused(given) && given.bolt11, bolt11);
  assert.is(!isRefused(given) && given.paymentHash, readBolt11(bolt11)?.paymentHash);
});

for (const [what, amount, seconds] of [
  ["asks for one msat more", msat(AMOUNT + 1n), 600],
  ["asks for less", msat(AMOUNT - 1n), 600],
  ["holds for a month", AMOUNT, 30 * 86_400],
] as const) {
  test(`an invoice that ${what} is refused`, async () => {
    const given = await service(await invoice(amount, seconds)).invoiceFrom(ADDRESS, AMOUNT);
    assert.is(isRefused(given) && given.reason, "payee-invoice-wrong");
  });
}

test("an invoice that leaves the amount open is refused, since the payee has promised nothing", async () => {
  const { bolt11 } = await node.invoiceOfBuyer({ expirySeconds: 600 });
  const given = await service(bolt11).invoiceFrom(ADDRESS, AMOUNT);
  assert.is(isRefused(given) && given.reason, "payee-invoice-wrong");
});

test("an invoice that is about to run out is refused", async () => {
  const given = await service(await invoice(AMOUNT, 60)).invoiceFrom(ADDRESS, AMOUNT);
  assert.is(isRefused(given) && given.reason, "invoice-expired");
});

test("an invoice for another network is refused", async () => {
  const text = await invoice();
  const given = await payeeAt(served({}), "bitcoin").invoiceFrom({ kind: "bolt11", text }, AMOUNT);
  assert.is(isRefused(given) && given.reason, "payee-invoice-wrong");
});

test("text that is no invoice is refused", async () => {
  const given = await service("lnbcrt1nonsense").invoiceFrom(ADDRESS, AMOUNT);
  assert.is(isRefused(given) && given.reason, "payee-invoice-wrong");
});

for (const [what, more] of [
  ["takes less at most", { maxSendable: 20_999_999 }],
  ["takes more at least", { minSendable: 21_000_001 }],
  ["complains", { status: "ERROR", reason: "no such user" }],
] as const) {
  test(`a service that ${what} is not paid`, async () => {
    const given = await service(await invoice(), more).invoiceFrom(ADDRESS, AMOUNT);
    assert.is(isRefused(given) && given.reason, "payee-refuses");
  });
}

for (const [what, page] of [
  ["cannot be reached", () => Promise.reject(new NotApplied("no connection"))],
  ["breaks off", () => Promise.reject(new OutcomeUnknown("no whole answer"))],
  ["answers with a page", () => new Response("<html>")],
  ["asks for something else", { ...offer, tag: "withdrawRequest" }],
  ["names amounts that are no whole numbers", { ...offer, minSendable: 0.5 }],
] as const) {
  test(`a service that ${what} may be asked again`, async () => {
    const payee = payeeAt(served({ "https://wallet.example/.well-known/lnurlp/mina": page }));
    await payee.invoiceFrom(ADDRESS, AMOUNT).then(
      () => assert.unreachable("it was paid"),
      (error: unknown) => assert.instance(error, NotApplied),
    );
  });
}

test("an address that the hub never asks is refused", async () => {
  const never: SafeFetch = () => Promise.reject(new Misconfigured("not a public address"));
  const given = await payeeAt(never).invoiceFrom({ kind: "lnurl", text: "https://192.168.1.1/x" }, AMOUNT);
  assert.is(isRefused(given) && given.reason, "payee-refuses");
});

const lnurl = (address: string) => bech32.encode("lnurl", bech32.toWords(Buffer.from(address)), false);

test("what people paste is understood, however it is written", async () => {
  const bolt11 = await invoice();
  const code = lnurl("https://wallet.example/p?id=3");
  for (const [typed, kind, text] of [
    [" Mina@Wallet.Example ", "lightning-address", "mina@wallet.example"],
    ["lightning:mina+tips@wallet.example", "lightning-address", "mina+tips@wallet.example"],
    [bolt11.toUpperCase(), "bolt11", bolt11],
    [`LIGHTNING:${bolt11}`, "bolt11", bolt11],
    [code, "lnurl", "https://wallet.example/p?id=3"],
    [code.toUpperCase(), "lnurl", "https://wallet.example/p?id=3"],
    ["lnurlp://wallet.example/p?id=3", "lnurl", "https://wallet.example/p?id=3"],
    ["lnurlp://abc.onion/p", "lnurl", "http://abc.onion/p"],
    [`https://wallet.example/page?lightning=${code}`, "lnurl", "https://wallet.example/p?id=3"],
  ] as const)
    assert.equal(readDestination(typed), { kind, text }, typed);
});

test("what is no destination is none", async () => {
  const payee = payeeAt(served({}));
  const broken = `${(await invoice()).slice(0, -6)}qqqqqq`;
  for (const typed of [
    "",
    "mina",
    "mina@",
    "@wallet.example",
    "mina@localhost",
    "https://wallet.example/",
    "bc1qxyz",
    "lnurl1qqqq",
    lnurl("http://wallet.example/p"),
    lnurl("file:///etc/passwd"),
    "lnurlp://",
    broken,
    "x".repeat(10_000),
    "mina@wallet.example/../admin",
    "a@b.example@c.example",
  ])
    assert.is(payee.read(typed), undefined, typed.slice(0, 60));
});

const BECH32 = {
  bitcoin: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  signet: "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
  taproot: "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
  regtest: bech32.encode("bcrt", [0, ...bech32.toWords(new Uint8Array(20))]),
};

test("an address of the hub's own chain is a destination, in every form in which wallets show it", () => {
  const { read } = payeeAt(served({}), "bitcoin");
  const genesis = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
  const script = "3P14159f73E4gFr7JterCCQh9QjiTjiZrG";
  for (const text of [BECH32.bitcoin, BECH32.taproot, genesis, script]) {
    assert.equal(read(text), { kind: "chain", text });
    assert.equal(read(` bitcoin:${text}?amount=0.1&label=x `), { kind: "chain", text });
  }
  assert.equal(read(BECH32.bitcoin.toUpperCase()), { kind: "chain", text: BECH32.bitcoin });
  assert.equal(read(`BITCOIN:${BECH32.taproot.toUpperCase()}`), { kind: "chain", text: BECH32.taproot });
  assert.equal(payeeAt(served({})).read(BECH32.regtest), { kind: "chain", text: BECH32.regtest });
  assert.equal(payeeAt(served({}), "signet").read(BECH32.signet), { kind: "chain", text: BECH32.signet });
});

test("an address of another chain is refused by that name", () => {
  const testnet = "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn";
  for (const [text, network] of [
    [BECH32.signet, "bitcoin"],
    [testnet, "bitcoin"],
    [BECH32.bitcoin, "regtest"],
    [BECH32.regtest, "signet"],
    [BECH32.bitcoin, "a network that nobody knows"],
  ] as const) {
    const read = payeeAt(served({}), network).read(text);
    assert.is(isRefused(read) && read.reason, "wrong-network", `${text} on ${network}`);
  }
  assert.equal(payeeAt(served({}), "regtest").read(testnet), { kind: "chain", text: testnet });
});

test("a mistyped address is none", () => {
  const { read } = payeeAt(served({}), "bitcoin");
  const words = bech32.toWords(new Uint8Array(20));
  for (const text of [
    BECH32.bitcoin.replace("8f3t4", "8f3t5"),
    BECH32.bitcoin.replace("bc1q", "bc1Q"),
    `${BECH32.taproot}q`,
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0",
    bech32.encode("bc", [1, ...words]),
    bech32.encode("bc", [17, ...words]),
    bech32.encode("bc", [0, ...bech32.toWords(new Uint8Array(21))]),
    bech32.encode("bc", []),
    "bitcoin:",
  ])
    assert.is(read(text), undefined, text);
});
