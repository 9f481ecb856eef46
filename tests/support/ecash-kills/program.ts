import { randomBytes } from "node:crypto";
import { openSqlite } from "../../../app/db/sqlite.ts";
import { unixMs } from "../../../app/domain/time.ts";
import type { Ecash } from "../../../app/ecash/ecash.ts";
import { finishDueOps } from "../../../app/ecash/finish-due-ops.ts";
import { tokenMaker } from "../../../app/ecash/make-token.ts";
import { openEcash } from "../../../app/ecash/open-ecash.ts";
import { receiveToken } from "../../../app/ecash/receive-token.ts";
import { refreshMints } from "../../../app/ecash/refresh-mints.ts";
import { sealUnder } from "../../../app/ecash/seal.ts";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { openCashuMint } from "../../../app/gateways/mint/cashu-mint.ts";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { httpWire } from "../../../app/gateways/mint/http-wire.ts";
import { seedWords } from "../../../app/gateways/mint/seed-words.ts";
import { safeFetcher } from "../../../app/gateways/web/safe-fetch.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import type { Sending } from "../../../app/payments/outgoing/sending.ts";
import { newBoundaries } from "./boundaries.ts";
import { Order, Settings } from "./orders.ts";
import type { Deed, Done } from "./orders.ts";

/** Run as a program that is to be killed: a hub's rooms of e-cash and of money that leaves, which does as it is told. */
const { file, ownUrl, otherUrl } = Settings.parse(JSON.parse(process.argv[2] ?? "{}"));
const SECRET_KEY = "a secret key only for tests, 32+ chars";

let aheadMs = 0;
let ecash: Ecash | undefined;
const boundaries = newBoundaries();
const clock = () => unixMs(BigInt(Date.now() + aheadMs));
const random = (size: number) => new Uint8Array(randomBytes(size));

async function open(): Promise<Ecash> {
  const db = openSqlite(file);
  const allowed = [ownUrl, otherUrl].map((url) => new URL(url).host);
  const fetch = safeFetcher({ allowed, deadlineMs: 90_000 });
  const mintAt = (url: string) => openCashuMint(url, boundaries.wire(httpWire(url, fetch)));
  const seal = sealUnder(SECRET_KEY, random);
  const rateOf = async () => undefined;
  const opening = { db, clock, random, rateOf, kit: coinKit, seal, mintAt, readInvoice: readBolt11 };
  const opened = await openEcash({ ...opening, words: seedWords, ownUrl });
  // Opening looks at the own mint alone; a job looks at the others.
  await refreshMints(opened);
  boundaries.watch(db);
  return opened;
}

function sendingOf(of: Ecash): Sending {
  const nobody = () => Promise.reject(new Error("only e-cash leaves here"));
  const payer = { pay: nobody, findPayment: nobody };
  const payee = { read: () => undefined, invoiceFrom: nobody };
  return { ...of, payer, payee, makeToken: tokenMaker(of) };
}

async function act(deed: Deed): Promise<string> {
  if (deed.kind === "open") {
    ecash = await open();
    return "open";
  }
  if (ecash === undefined) throw new Error("it is not open");
  if (deed.kind === "bring") {
    const answer = await receiveToken(ecash, deed);
    return answer.kind === "refused" ? answer.reason : answer.state;
  }
  await finishDueOps(ecash);
  await sendDue(sendingOf(ecash));
  return "done";
}

async function obey(message: unknown): Promise<void> {
  const order = Order.parse(message);
  aheadMs = order.aheadMs;
  boundaries.count(order.killAt);
  const done: Done = { said: await act(order.deed) };
  boundaries.count(undefined);
  process.send?.(done);
}

process.on("message", (message) => void obey(message));
// Whoever gave the orders is gone.
process.on("disconnect", () => process.exit(0));
