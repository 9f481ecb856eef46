import { z } from "zod";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { SafeFetch } from "../web/port.ts";

/** Bitcoin Core's own word on what the wallet lists; `NotApplied` while it cannot say. */
export type ChainWitness = {
  /** Which of these wait in its mempool. */
  waiting(txids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Which of these blocks are in its best chain; fails for one that it does not know yet. */
  standing(blockHashes: readonly string[]): Promise<ReadonlySet<string>>;
};

export type BitcoindAccess = {
  /** Such as http://127.0.0.1:8332. */
  url: string;
  /** `user:password`, asked for each time: Bitcoin Core writes another into its cookie file at every start. */
  readLogin: () => string;
  /** Has to allow this one address. */
  safeFetch: SafeFetch;
};

const Answers = z.array(
  z.object({
    id: z.int(),
    result: z.unknown().optional(),
    error: z.object({ code: z.int(), message: z.string() }).nullish(),
  }),
);
const Header = z.object({ confirmations: z.int() });

/** `RPC_INVALID_ADDRESS_OR_KEY`: there is no such transaction or block. */
const UNKNOWN = -5;

/** What one batch may ask, so that its answer stays within what the way out reads. */
const BATCH = 200;

/** Looks things up over Bitcoin Core's RPC, which needs neither a wallet nor an index of transactions. */
export function bitcoindWitness(access: BitcoindAccess): ChainWitness {
  return {
    waiting: async (txids) => {
      const entries = await ask(access, "getmempoolentry", txids);
      return new Set(txids.filter((_, index) => entries[index] !== undefined));
    },
    standing: async (blockHashes) => {
      const headers = await ask(access, "getblockheader", blockHashes);
      return new Set(blockHashes.filter((hash, index) => isInBestChain(hash, headers[index])));
    },
  };
}

/** Bitcoin Core counts -1 confirmations for a block that another chain has put aside. */
function isInBestChain(hash: string, header: unknown): boolean {
  if (header === undefined) throw new NotApplied(`Bitcoin Core does not know block ${hash} yet`);
  return Header.parse(header).confirmations > 0;
}

/** One answer for each, undefined for what is not there. */
async function ask(access: BitcoindAccess, method: string, about: readonly string[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let from = 0; from < about.length; from += BATCH)
    answers.push(...(await askBatch(access, method, about.slice(from, from + BATCH))));
  return answers;
}

async function askBatch(access: BitcoindAccess, method: string, about: readonly string[]): Promise<unknown[]> {
  const calls = about.map((each, id) => ({ jsonrpc: "1.0", id, method, params: [each] }));
  const answers = Answers.safeParse(await post(access, calls));
  if (!answers.success) throw new NotApplied("Bitcoin Core's answer cannot be understood", { cause: answers.error });
  const byId = new Map(answers.data.map((answer) => [answer.id, answer]));
  return calls.map(({ id }) => {
    const answer = byId.get(id);
    if (answer === undefined) throw new NotApplied("Bitcoin Core left a question out");
    if (answer.error === null || answer.error === undefined) return answer.result;
    if (answer.error.code === UNKNOWN) return undefined;
    throw new NotApplied(`Bitcoin Core could not answer ${method}: ${answer.error.message}`);
  });
}

async function post({ url, readLogin, safeFetch }: BitcoindAccess, calls: readonly object[]): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(readLogin().trim()).toString("base64")}`;
  const headers = { authorization, "content-type": "application/json" };
  const answer = await safeFetch(url, { method: "POST", headers, body: JSON.stringify(calls) }).catch(onlyLooked);
  if (answer.status === 401 || answer.status === 403)
    throw new Misconfigured("Bitcoin Core refuses the login of BITCOIND_LOGIN");
  if (!answer.ok) throw new NotApplied(`Bitcoin Core answered with status ${answer.status}`);
  return answer.json().catch((error: unknown) => {
    throw new NotApplied("Bitcoin Core's answer is no JSON", { cause: error });
  });
}

/** A question that was not answered has changed nothing. */
function onlyLooked(error: unknown): never {
  throw error instanceof OutcomeUnknown ? new NotApplied(error.message, { cause: error }) : error;
}
