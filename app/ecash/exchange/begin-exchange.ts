import type { Reader, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { msat, MSAT_PER_SAT } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { KeysetKeys, PlannedOutput } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { writeOp } from "../journal/write-op.ts";
import { signingKeyset } from "../mints/keysets.ts";
import { onItsWay } from "../mints/on-its-way.ts";
import { ownMint } from "../mints/own-mint.ts";
import type { OwnMint } from "../mints/own-mint.ts";
import type { ReadToken } from "../read-token.ts";
import { takeCounters } from "../wallet/counters.ts";
import { planOutputs } from "../wallet/plan-outputs.ts";
import { skipSigned } from "../wallet/skip-signed.ts";
import { agree } from "./agree.ts";
import type { Agreed, Disagreed } from "./agree.ts";

const KEY_BYTES = 32;

type Refusals = Refused<"mint-not-taken" | "mint-capped" | "token-spent"> | Disagreed;

/**
 * Writes how another mint's coins become the hub's own: that mint pays an invoice of the hub's mint (`melt`), which then
 * issues coins for it (`mint`). Both are written before either is asked; what the hub receives is what its own mint
 * issues, however the other fares. Answers with the operation that comes first.
 */
export async function beginExchange(
  deps: Ecash,
  chargeId: string,
  read: ReadToken,
): Promise<{ id: string } | Refusals> {
  const feeMsat = deps.kit.feeOf(read.proofs, read.keysets);
  const blankKeys = signingKeyset(read.keysets);
  const own = await ownMint(deps.db);
  if (own === undefined || blankKeys === undefined) return refuse("mint-not-taken");
  if (await isOverCap(deps.db, read)) return refuse("mint-capped");
  const privateKey = Buffer.from(deps.random(KEY_BYTES)).toString("hex");
  const agreed = await agree({
    own: deps.mintAt(own.url),
    foreign: deps.mintAt(read.mintUrl),
    sumMsat: read.sumMsat,
    feeMsat,
    lockedTo: deps.kit.publicKeyOf(privateKey),
  });
  if (isRefused(agreed)) return agreed;
  const outputs = await planUnsigned(deps, own, agreed.mintQuote.amountMsat);
  const signature = deps.kit.signQuote({ quoteId: agreed.mintQuote.id, outputs, privateKey });
  const blanks = await planBlanks(deps, blankKeys, msat(read.sumMsat - agreed.meltQuote.amountMsat));
  const plan = { chargeId, read, ownUrl: own.url, agreed, outputs, signature, blanks };
  const written = await transact(deps.db, (tx) => write(tx, deps, plan));
  return written === "taken" ? refuse("token-spent") : written;
}

/** A quote that is paid cannot be taken to other outputs (NUT-20), so these must be such as the mint still signs. */
async function planUnsigned(deps: Ecash, { url, keyset }: OwnMint, amountMsat: Msat) {
  const mint = deps.mintAt(url);
  const outputs = await planOutputs(deps, keyset, amountMsat);
  if ((await mint.restore(outputs)).length === 0) return outputs;
  await skipSigned(deps, mint, keyset.id);
  return planOutputs(deps, keyset, amountMsat);
}

/** So much of one mint is on its way at once, whoever pays. */
async function isOverCap(reader: Reader, { mintUrl, mint, sumMsat }: ReadToken): Promise<boolean> {
  return ((await onItsWay(reader)).get(mintUrl) ?? 0n) + sumMsat > mint.capMsat;
}

/** Outputs without an amount, as many as change of the sum may need: the mint fills in what is left (NUT-08). */
async function planBlanks(deps: Ecash, keyset: KeysetKeys, mostMsat: Msat): Promise<readonly PlannedOutput[]> {
  const count = (mostMsat / MSAT_PER_SAT).toString(2).length;
  const first = await takeCounters(deps.db, keyset.id, count);
  return Array.from({ length: count }, (_, place) =>
    deps.kit.fromSeed({
      seed: deps.seed,
      counter: first + BigInt(place),
      keysetId: keyset.id,
      amountMsat: msat(0n),
    }),
  );
}

type Plan = {
  chargeId: string;
  read: ReadToken;
  ownUrl: string;
  agreed: Agreed;
  outputs: readonly PlannedOutput[];
  signature: string;
  blanks: readonly PlannedOutput[];
};

async function write(tx: Tx, deps: Ecash, plan: Plan): Promise<{ id: string } | "taken"> {
  const { chargeId, read, agreed, outputs, signature, blanks } = plan;
  const melt = await writeOp(tx, deps, {
    kind: "melt",
    purpose: "exchange",
    subject: chargeId,
    mintUrl: read.mintUrl,
    quoteId: agreed.meltQuote.id,
    body: { inputs: read.proofs, outputs: blanks, given: blanks.length, signature: undefined },
    inputs: "brought",
    worthMsat: 0n,
  });
  if (melt === "taken") return melt;
  const { amountMsat } = agreed.mintQuote;
  const mint = await writeOp(tx, deps, {
    kind: "mint",
    purpose: "receive",
    subject: chargeId,
    mintUrl: plan.ownUrl,
    quoteId: agreed.mintQuote.id,
    paymentHash: deps.readInvoice(agreed.mintQuote.bolt11)?.paymentHash,
    follows: melt.id,
    body: { inputs: [], outputs, given: 0, signature },
    inputs: "brought",
    worthMsat: amountMsat,
  });
  // It brings nothing in, so nothing of it can be taken.
  return mint === "taken" ? mint : melt;
}
