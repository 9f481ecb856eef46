import type { Config } from "../../../app/config.ts";
import { readBolt11 } from "../../../app/gateways/lightning/bolt11.ts";
import { openNode } from "../../../app/gateways/lightning/open-node.ts";
import { openCashuMint } from "../../../app/gateways/mint/cashu-mint.ts";
import { httpWire } from "../../../app/gateways/mint/http-wire.ts";
import { openMint } from "../../../app/gateways/mint/open-mint.ts";
import type { OpenedMint } from "../../../app/gateways/mint/open-mint.ts";
import { safeFetcher } from "../../../app/gateways/web/safe-fetch.ts";
import { clock, random } from "./with-ecash.ts";

type Mints = Pick<OpenedMint, "ownUrl" | "mintAt">;

const LIMITS = { deadlineMs: 60_000, maxBytes: 10_000_000 };

/** The way to mints for one command. In sandbox mode the mint is in the hub's folder, with the node that backs it. */
export async function withMints<Result>(config: Config, use: (mints: Mints) => Promise<Result>): Promise<Result> {
  const fetch = safeFetcher({ ...allowing(config), ...LIMITS });
  if (config.mode !== "sandbox")
    return use({ ownUrl: config.mintUrl, mintAt: (url) => openCashuMint(url, httpWire(url, fetch)) });
  const node = await openNode(config, { clock, random, log: { warn: () => undefined } });
  const payAsBuyer = node.sandboxBuyer?.pay;
  const mint = await openMint(config, { ...node, clock, random, payAsBuyer, readInvoice: readBolt11, fetch });
  try {
    return await use(mint);
  } finally {
    mint.close();
    await node.close();
  }
}

/** The mint that the owner has named may stand on this machine. */
function allowing({ outgoing, mintUrl }: Config): Config["outgoing"] {
  return mintUrl === undefined ? outgoing : { ...outgoing, allowed: [...outgoing.allowed, new URL(mintUrl).host] };
}
