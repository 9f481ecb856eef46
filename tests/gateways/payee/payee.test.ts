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
