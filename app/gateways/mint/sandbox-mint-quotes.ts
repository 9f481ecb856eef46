import { Amount, verifyMintQuoteSignature } from "@cashu/cashu-ts";
import { msatFromSat } from "../../domain/money.ts";
import type { Random } from "../../domain/ids.ts";
import { checkOutputs, signOutputs } from "./sandbox-mint-coins.ts";
import type { Coins, WireOutput } from "./sandbox-mint-coins.ts";
import { MintError } from "./sandbox-mint-error.ts";
import type { MintQuoteRow, SignatureRow } from "./sandbox-mint-store.ts";

/** The node behind the mint, as far as a mint uses one. */
export type MintNode = {
  invoice(amountMsat: bigint, expirySeconds: number): Promise<{ bolt11: string; paymentHash: string }>;
  isPaid(paymentHash: string): Promise<boolean>;
};

const QUOTE_S = 600n;
const MOST_SAT = 5_000_000n;

export type QuoteRequest = { amount: bigint; pubkey: string | undefined };

export async function quoteMint(
  { store, nowS, node, random }: Coins & { node: MintNode; random: Random },
  { amount, pubkey }: QuoteRequest,
): Promise<MintQuoteRow> {
  if (amount < 1n || amount > MOST_SAT) throw new MintError(11_006);
  const { bolt11, paymentHash } = await node.invoice(msatFromSat(amount), Number(QUOTE_S));
  const row = {
    id: Buffer.from(random(16)).toString("hex"),
    bolt11,
    payment_hash: paymentHash,
    amount_sat: amount,
    pubkey: pubkey ?? null,
    expires_at_s: nowS + QUOTE_S,
  };
  store.addMintQuote(row);
  return { ...row, state: "UNPAID" };
}

/** Asks the node whether it was paid by now. */
export async function readMintQuote({ store, node }: Coins & { node: MintNode }, id: string): Promise<MintQuoteRow> {
  const row = store.mintQuote(id);
  if (row === undefined) throw new MintError(20_007, "the quote is not known");
  if (row.state !== "UNPAID" || !(await node.isPaid(row.payment_hash))) return row;
  store.moveMintQuote(id, "UNPAID", "PAID");
  return store.mintQuote(id) ?? row;
}

export type IssueRequest = { quote: string; outputs: readonly WireOutput[]; signature: string | undefined };

/** Signs what a paid quote is worth, once. */
export function issue(coins: Coins, { quote, outputs, signature }: IssueRequest): SignatureRow[] {
  const { store } = coins;
  return store.atomically(() => {
    const row = store.mintQuote(quote);
    if (row === undefined) throw new MintError(20_007, "the quote is not known");
    if (row.state === "UNPAID") throw new MintError(20_001);
    if (row.state === "ISSUED") throw new MintError(20_002);
    if (row.pubkey !== null && !isSignedFor(row.pubkey, quote, outputs, signature)) throw new MintError(20_008);
    if (checkOutputs(coins, outputs) !== row.amount_sat) throw new MintError(11_005);
    store.moveMintQuote(quote, "PAID", "ISSUED");
    return signOutputs(coins, outputs);
  });
}

function isSignedFor(pubkey: string, quote: string, outputs: readonly WireOutput[], signature?: string): boolean {
  if (signature === undefined) return false;
  const messages = outputs.map(({ id, amount, point: B_ }) => ({ id, amount: Amount.from(amount), B_ }));
  return verifyMintQuoteSignature(pubkey, quote, messages, signature);
}
