import { parseArgs } from "node:util";
import type { AuthenticatedLnd } from "lightning";
import { asError } from "./buyer/as-error.ts";
import { readBalance } from "./buyer/balance.ts";
import { overpayInvoice, payInvoice } from "./buyer/pay.ts";
import { closeLnd, connectLnd } from "./stack/lnd.ts";
import { bitcoindRpc, blockHeight, mineBlocks } from "./stack/rpc.ts";
import { readState, regtestFolder, type StackState } from "./stack/state.ts";

const USAGE = `The buyer of the running regtest stack.

  node scripts/regtest/buyer.ts pay <bolt11> [--amount-msat N]     N only where the invoice leaves it open
  node scripts/regtest/buyer.ts overpay <bolt11> --amount-msat N   pays N, whatever the invoice asks for
  node scripts/regtest/buyer.ts balance
  node scripts/regtest/buyer.ts mine N

REGTEST_DIR names the stack's folder when it is not the usual one.`;

/** A command line that cannot be understood; answered with the usage. */
class Misused extends Error {}

async function act(state: StackState): Promise<object> {
  const { values, positionals } = readArguments();
  const [verb, subject = ""] = positionals;
  const amountMsat = values["amount-msat"];
  if (amountMsat !== undefined && !/^[1-9]\d*$/.test(amountMsat))
    throw new Misused("--amount-msat takes a whole number");
  if (verb === "balance") return withBuyer(state, readBalance);
  if (verb === "mine") return mine(state, subject);
  if (subject === "") throw new Misused("which invoice?");
  if (verb === "pay") return withBuyer(state, (lnd) => payInvoice(lnd, subject, amountMsat));
  if (verb !== "overpay") throw new Misused(`no such command: ${verb ?? ""}`);
  if (amountMsat === undefined) throw new Misused("overpay needs --amount-msat");
  return withBuyer(state, (lnd) => overpayInvoice(lnd, subject, amountMsat));
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { "amount-msat": { type: "string" } } });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}

async function withBuyer<T>({ buyer }: StackState, use: (lnd: AuthenticatedLnd) => Promise<T>): Promise<T> {
  const lnd = connectLnd(buyer);
  try {
    return await use(lnd);
  } finally {
    closeLnd(lnd);
  }
}

async function mine({ bitcoind }: StackState, count: string): Promise<{ heightBlocks: number }> {
  if (!/^[1-9]\d{0,4}$/.test(count)) throw new Misused("mine takes a number of blocks");
  const rpc = bitcoindRpc(bitcoind);
  await mineBlocks(rpc, Number(count));
  return { heightBlocks: await blockHeight(rpc) };
}

try {
  const folder = regtestFolder();
  const state = readState(folder);
  if (state === undefined) throw new Error(`no stack runs in ${folder}; npm run regtest starts one`);
  console.log(JSON.stringify(await act(state), undefined, 2));
} catch (error) {
  console.error(error instanceof Misused ? `${error.message}\n\n${USAGE}` : asError(error).message);
  process.exitCode = 1;
}
