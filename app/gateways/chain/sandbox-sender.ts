import { createHash } from "node:crypto";
import { z } from "zod";
import type { Random } from "../../domain/ids.ts";
import { msat, msatFromSat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { blockHeight } from "../../domain/time.ts";
import type { ChainDraft, DraftRequest, LookedFor, SentTransaction } from "./port.ts";
import type { Payment } from "./sandbox-hands.ts";
import type { ChainStore, SpendRow } from "./sandbox-store.ts";

/** What the wallet has to begin with, so that a new sandbox can send something. */
const FIRST_COINS = msatFromSat(10_000_000n);
/** One input, two outputs to public key hashes. */
const VIRTUAL_BYTES = 141n;

const Signed = z.object({ inputs: z.array(z.string()), address: z.string(), amount: z.string(), fee: z.string() });

/** The wallet's own payments on the sandbox chain; their bytes are JSON, since nobody else reads them. */
export function sandboxSender(store: ChainStore, random: Random) {
  return {
    draft: (request: DraftRequest) => draft(store, random, request),
    publish: (raw: string) => publish(store, raw),
    look: (sent: LookedFor) => look(store, sent),
    /** Spends the coins of a payment in another way, as somebody with the same keys could; `to` is who gets them. */
    spendElsewhere: (inputs: readonly string[], to?: Payment): string => {
      for (const { txid } of spendersOf(store, inputs)) store.dropTransaction(txid);
      const amount = (to?.amountMsat ?? 0n).toString();
      return add(store, signed({ inputs: [...inputs], address: to?.address ?? "", amount, fee: "1000000" }));
    },
  };
}

function draft(
  store: ChainStore,
  random: Random,
  { address, amountMsat, satPerVbyte }: DraftRequest,
): ChainDraft | "insufficient-balance" {
  const feeMsat = msatFromSat(VIRTUAL_BYTES * satPerVbyte);
  if (amountMsat + feeMsat > FIRST_COINS + store.received() - store.spent()) return "insufficient-balance";
  const inputs = [`${Buffer.from(random(32)).toString("hex")}:0`];
  const raw = signed({ inputs, address, amount: amountMsat.toString(), fee: feeMsat.toString() });
  const fromHeight = blockHeight(Number(store.tip().height) + 1);
  return { txid: idOf(raw), raw, inputs, feeMsat, fromHeight, lease: "" };
}

function publish(store: ChainStore, raw: string): "published" | "refused" {
  const { inputs } = Signed.parse(JSON.parse(Buffer.from(raw, "hex").toString()));
  const spenders = spendersOf(store, inputs);
  if (spenders.some(({ txid, state }) => txid === idOf(raw) && state !== "gone")) return "published";
  if (spenders.some(({ state }) => state !== "gone")) return "refused";
  add(store, raw);
  return "published";
}

function add(store: ChainStore, raw: string): string {
  const { inputs, address, amount, fee } = Signed.parse(JSON.parse(Buffer.from(raw, "hex").toString()));
  const txid = idOf(raw);
  store.addTransaction(txid);
  store.addSpend({ txid, inputs: JSON.stringify(inputs), address, amount_msat: BigInt(amount), fee_msat: BigInt(fee) });
  return txid;
}

function look(store: ChainStore, { txid, inputs, address }: LookedFor): SentTransaction {
  const spenders = spendersOf(store, inputs);
  const other = spenders.find((each) => each.txid !== txid && each.state === "mined");
  if (other !== undefined) {
    const paidMsat: Msat = msat(other.address === address ? other.amount_msat : 0n);
    const seen = { txid: other.txid, confirmations: depthOf(store, other), paidMsat, feeMsat: msat(other.fee_msat) };
    return { state: "replaced", ...seen };
  }
  const own = spenders.find((each) => each.txid === txid);
  if (own === undefined || own.state === "gone") return { state: "absent" };
  return own.state === "waiting" ? { state: "waiting" } : { state: "mined", confirmations: depthOf(store, own) };
}

function spendersOf(store: ChainStore, inputs: readonly string[]): SpendRow[] {
  return inputs.flatMap((input) => store.spendersOf(input));
}

function depthOf(store: ChainStore, { height }: SpendRow): number {
  return height === null ? 0 : Number(store.tip().height - height) + 1;
}

function signed(transaction: z.infer<typeof Signed>): string {
  return Buffer.from(JSON.stringify(transaction)).toString("hex");
}

function idOf(raw: string): string {
  return createHash("sha256").update(raw).digest("hex");
}
