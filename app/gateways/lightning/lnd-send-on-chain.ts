import { msatFromSat, ZERO_MSAT } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { NotApplied } from "../../domain/outcome.ts";
import { blockHeight } from "../../domain/time.ts";
import type { ChainDraft, ChainSender, DraftRequest, LookedFor, SentTransaction } from "../chain/port.ts";
import { readTransaction } from "./raw-transaction.ts";
import { call, reading, writing } from "./lnd-call.ts";
import type { LndServices } from "./lnd-connection.ts";
import { lndFailure, wasRefused, writeFailure } from "./lnd-failure.ts";
import type { RpcLease, RpcTransaction } from "./lnd-rpc.ts";

/** In how many blocks a payment is to be. */
const TARGET_BLOCKS = 6;
/** A virtual byte is four weight units, and LND counts a thousand of those. */
const WEIGHT_UNITS = 250n;
const WITH_UNCONFIRMED = -1;

/** The spending side of LND's wallet, seen with the payout macaroon. */
export function lndSender(services: () => LndServices): ChainSender {
  return {
    feeRate: async () => feeRate(services()),
    draft: async (request) => draft(services(), request),
    release: async ({ lease }) => release(services(), lease),
    publish: async (raw) => publish(services(), raw),
    look: async (sent) => look(services(), sent),
  };
}

async function feeRate({ wallet }: LndServices): Promise<bigint> {
  const answer = await reading("estimate a fee", () =>
    call(wallet, wallet.estimateFee, { conf_target: TARGET_BLOCKS }),
  );
  const [wanted, least] = [BigInt(answer.sat_per_kw), BigInt(answer.min_relay_fee_sat_per_kw)];
  const perKiloWeight = wanted > least ? wanted : least;
  return (perKiloWeight + WEIGHT_UNITS - 1n) / WEIGHT_UNITS;
}

async function draft(services: LndServices, request: DraftRequest): Promise<ChainDraft | "insufficient-balance"> {
  const { default: lightning, wallet } = services;
  const { block_height: height } = await reading("tell its last block", () => call(lightning, lightning.getInfo, {}));
  const funded = await fund(services, request);
  if (funded === undefined) return "insufficient-balance";
  const { raw_final_tx: raw } = await writing("sign a payment on chain", () =>
    call(wallet, wallet.finalizePsbt, { funded_psbt: funded.funded_psbt }),
  );
  return draftOf(raw.toString("hex"), funded.locked_utxos, request, height);
}

/** Undefined when the wallet has too little; its coins are kept aside for ten minutes. */
async function fund({ wallet }: LndServices, { address, amountMsat, satPerVbyte }: DraftRequest) {
  const request = {
    raw: { outputs: { [address]: (amountMsat / 1_000n).toString() } },
    sat_per_vbyte: satPerVbyte.toString(),
    min_confs: 1,
    spend_unconfirmed: false,
  };
  try {
    return await call(wallet, wallet.fundPsbt, request);
  } catch (thrown) {
    const failure = lndFailure(thrown);
    if (wasRefused(failure) && /insufficient funds|not enough/i.test(failure.details)) return undefined;
    throw writeFailure("fund a payment on chain", thrown);
  }
}

/** Checks what was signed against what was asked for, so that a surprise never reaches the network. */
function draftOf(raw: string, leases: readonly RpcLease[], request: DraftRequest, height: number): ChainDraft {
  const { txid, inputs, outputsSat } = readTransaction(raw);
  const inSat = leases.reduce((sum, { value }) => sum + BigInt(value), 0n);
  const outSat = outputsSat.reduce((sum, each) => sum + each, 0n);
  const isWhole = inputs.length === leases.length && outputsSat.includes(request.amountMsat / 1_000n);
  if (!isWhole || outSat > inSat) throw new NotApplied("LND signed another payment than it was asked for");
  const lease = JSON.stringify(leases.map(({ id, outpoint }) => ({ id: id.toString("hex"), ...leased(outpoint) })));
  const fromHeight = blockHeight(height + 1);
  return { txid, raw, inputs, feeMsat: msatFromSat(inSat - outSat), fromHeight, lease };
}

const leased = ({ txid_str, output_index }: RpcLease["outpoint"]) => ({ txid_str, output_index });

type Leased = { id: string; txid_str: string; output_index: number };

async function release({ wallet }: LndServices, lease: string): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by draftOf
  const leases = JSON.parse(lease) as Leased[];
  for (const { id, ...outpoint } of leases)
    await writing("let coins go", () => call(wallet, wallet.releaseOutput, { id: Buffer.from(id, "hex"), outpoint }));
}

async function publish({ wallet }: LndServices, raw: string): Promise<"published" | "refused"> {
  try {
    const answer = await call(wallet, wallet.publishTransaction, {
      tx_hex: Buffer.from(raw, "hex"),
      label: "satoshop",
    });
    return answer.publish_error === "" ? "published" : "refused";
  } catch (thrown) {
    if (wasRefused(lndFailure(thrown))) return "refused";
    throw writeFailure("publish a payment on chain", thrown);
  }
}

/** What spends the wallet's coins is always in the wallet's own list, whoever made it. */
async function look({ default: lightning }: LndServices, sent: LookedFor): Promise<SentTransaction> {
  const request = { start_height: sent.fromHeight, end_height: WITH_UNCONFIRMED };
  const { transactions } = await reading("look a payment on chain up", () =>
    call(lightning, lightning.getTransactions, request),
  );
  const other = transactions.find((each) => each.tx_hash !== sent.txid && each.block_hash !== "" && spends(each, sent));
  if (other !== undefined) return replaced(other, sent.address);
  const own = transactions.find((each) => each.tx_hash === sent.txid);
  if (own === undefined) return { state: "absent" };
  return own.block_hash === "" ? { state: "waiting" } : { state: "mined", confirmations: own.num_confirmations };
}

function spends({ previous_outpoints }: RpcTransaction, { inputs }: LookedFor): boolean {
  return previous_outpoints.some(({ outpoint }) => inputs.includes(outpoint));
}

function replaced(other: RpcTransaction, address: string): SentTransaction {
  const paidMsat = other.output_details
    .filter((output) => output.address === address)
    .reduce<Msat>((sum, output) => msatFromSat(sum / 1_000n + BigInt(output.amount)), ZERO_MSAT);
  const { tx_hash: txid, num_confirmations: confirmations } = other;
  return { state: "replaced", txid, confirmations, paidMsat, feeMsat: msatFromSat(BigInt(other.total_fees)) };
}
