import type { Random } from "../../domain/ids.ts";
import type { Coins } from "./sandbox-mint-coins.ts";
import { MintError } from "./sandbox-mint-error.ts";
import { melt, quoteMelt, readMeltQuote } from "./sandbox-mint-melt.ts";
import type { MeltNode } from "./sandbox-mint-melt.ts";
import { issue, quoteMint, readMintQuote } from "./sandbox-mint-quotes.ts";
import type { MintNode } from "./sandbox-mint-quotes.ts";
import { restore, states, swap } from "./sandbox-mint-swap.ts";
import {
  Bodies,
  keysOnWire,
  keysetOnWire,
  meltQuoteOnWire,
  mintQuoteOnWire,
  signatureOnWire,
} from "./sandbox-mint-wire.ts";

export type Working = Coins & { node: MintNode & MeltNode; random: Random };

type Endpoint = (working: Working, input: { id: string; body: unknown }) => unknown;

/** What a mint answers to, by method and path; the last part of a path that is followed by an id is left out. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "GET /v1/info": () => INFO,
  "GET /v1/keysets": ({ keys }) => ({ keysets: keys.all().map(keysetOnWire) }),
  "GET /v1/keys": ({ keys }) => ({ keysets: [keysOnWire(keys.active())] }),
  "GET /v1/keys/": ({ keys, nowS }, { id }) => ({ keysets: [keysOnWire(keys.ofCoin(id, nowS))] }),
  "POST /v1/mint/quote/bolt11": async (working, { body }) => {
    const { amount, unit, pubkey } = Bodies.quoteMint.parse(body);
    assertSat(unit);
    return mintQuoteOnWire(await quoteMint(working, { amount, pubkey }));
  },
  "GET /v1/mint/quote/bolt11/": async (working, { id }) => mintQuoteOnWire(await readMintQuote(working, id)),
  "POST /v1/mint/bolt11": async (working, { body }) => {
    const { quote, outputs, signature } = Bodies.mint.parse(body);
    await readMintQuote(working, quote);
    return { signatures: issue(working, { quote, outputs, signature }).map(signatureOnWire) };
  },
  "POST /v1/melt/quote/bolt11": (working, { body }) => {
    const { request, unit } = Bodies.quoteMelt.parse(body);
    assertSat(unit);
    return meltQuoteOnWire(quoteMelt(working, request));
  },
  "GET /v1/melt/quote/bolt11/": async (working, { id }) => meltQuoteOnWire(await readMeltQuote(working, id)),
  "POST /v1/melt/bolt11": async (working, { body }) => meltQuoteOnWire(await melt(working, Bodies.melt.parse(body))),
  "POST /v1/swap": (working, { body }) => ({
    signatures: swap(working, Bodies.swap.parse(body)).map(signatureOnWire),
  }),
  "POST /v1/checkstate": (working, { body }) => ({
    states: states(working, Bodies.check.parse(body).Ys).map(({ y: Y, state, witness }) => ({ Y, state, witness })),
  }),
  "POST /v1/restore": (working, { body }) => {
    const found = restore(working, Bodies.restore.parse(body).outputs);
    return {
      outputs: found.map(({ output: { id, amount, point: B_ } }) => ({ id, amount: Number(amount), B_ })),
      signatures: found.map(({ signature }) => signatureOnWire(signature)),
    };
  },
};

/** Finds the endpoint of a path, whether or not an id comes after it. */
export function endpointOf(method: string, path: string): { act: Endpoint; id: string } | undefined {
  const whole = ENDPOINTS[`${method} ${path}`];
  if (whole !== undefined) return { act: whole, id: "" };
  const cut = path.lastIndexOf("/") + 1;
  const act = ENDPOINTS[`${method} ${path.slice(0, cut)}`];
  return act === undefined ? undefined : { act, id: path.slice(cut) };
}

function assertSat(unit: string): void {
  if (unit !== "sat") throw new MintError(11_013);
}

const METHOD = { method: "bolt11", unit: "sat", min_amount: 1, max_amount: 5_000_000 };
const YES = { supported: true };

const INFO = {
  name: "SANDBOX, not backed by anything",
  version: "SatoShopSandbox/1",
  description: "What this mint issues has no value.",
  nuts: {
    "4": { methods: [METHOD], disabled: false },
    "5": { methods: [METHOD], disabled: false },
    "7": YES,
    "8": YES,
    "9": YES,
    "10": YES,
    "11": YES,
    "12": YES,
    "14": YES,
    "20": YES,
  },
};
