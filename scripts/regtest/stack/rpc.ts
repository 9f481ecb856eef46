import { z } from "zod";

/** Where a bitcoind's RPC is, and who may call it. */
export interface BitcoindAccess {
  rpcUrl: string;
  user: string;
  password: string;
}

/** Calls one RPC method of bitcoind; an error that bitcoind reports is thrown with its code and text. */
export type Rpc = (method: string, params?: unknown[]) => Promise<unknown>;

const Answer = z.object({
  result: z.unknown(),
  error: z.object({ code: z.number(), message: z.string() }).nullish(),
});

const TIMEOUT_MS = 30_000;

export function bitcoindRpc({ rpcUrl, user, password }: BitcoindAccess): Rpc {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return async (method, params = []) => {
    const response = await fetch(rpcUrl, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "1.0", id: method, method, params }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { result, error } = Answer.parse(await response.json());
    if (error !== null && error !== undefined) throw new Error(`${method}: ${error.message} (${error.code})`);
    return result;
  };
}

/**
 * Mines blocks whose reward goes to a LND wallet's address, or to nobody.
 *
 * Without an address the output is `OP_TRUE`: the coins are of no use to either node, so its balance stays put.
 */
export async function mineBlocks(rpc: Rpc, count: number, address?: string): Promise<void> {
  if (address === undefined) await rpc("generatetodescriptor", [count, "raw(51)"]);
  else await rpc("generatetoaddress", [count, address]);
}

export async function blockHeight(rpc: Rpc): Promise<number> {
  return z.number().parse(await rpc("getblockcount"));
}
