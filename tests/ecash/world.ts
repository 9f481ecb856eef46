import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NotApplied, OutcomeUnknown } from "../../app/domain/outcome.ts";
import type { Ecash } from "../../app/ecash/ecash.ts";
import { refreshKeysets } from "../../app/ecash/mints/refresh-keysets.ts";
import { sealUnder } from "../../app/ecash/seal.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import type { SandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import type { Wire } from "../../app/gateways/mint/cashu-wire.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { openSandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import type { SandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { nodeBehind } from "../../app/gateways/mint/sandbox-mint-node.ts";
import { addProduct, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import type { OrderWithInvoice, Shop } from "../support/shop.ts";
import { wireTo } from "../support/sandbox-wire.ts";
import { testRandom } from "../support/world.ts";

export const MINT_URL = "http://mint.example";

/** How the next call to a path goes wrong, or the one after so many: it never arrives, or its answer is lost. */
export type Trouble = { path: string; how: "not-applied" | "unanswered"; after?: number };

/** A shop that takes the e-cash of a sandbox mint, over a wire that can be cut. */
export type EcashWorld = {
  shop: Shop;
  ecash: Ecash;
  mint: SandboxMint;
  /** The node behind the mint. */
  lightning: SandboxNode;
  trouble: Trouble[];
  /** A token over so many sats, as a buyer's wallet sends it. */
  token(sat: bigint): Promise<string>;
  /** An order over so many sats. */
  order(sat: bigint): Promise<OrderWithInvoice>;
  close(): Promise<void>;
};

export async function openEcashWorld(): Promise<EcashWorld> {
  const shop = await openShop();
  const { close, ...world } = await ecashOf(shop);
  return {
    shop,
    ...world,
    order: async (sat) =>
      placeWithInvoice(shop, orderFor(shop, await addProduct(shop, { priceMinor: sat, stock: 1n }))),
    close: async () => {
      close();
      await shop.close();
    },
  };
}

/** What lets a shop take e-cash, and a buyer who has some. */
export async function ecashOf(shop: Shop) {
  const { clock, db } = shop;
  const random = testRandom(11);
  const folder = mkdtempSync(join(tmpdir(), "satoshop-ecash-"));
  const lightning = openSandboxNode({ folder, clock, random });
  const node = nodeBehind({ receiver: lightning, payer: lightning, random, readInvoice: readBolt11 });
  const mint = openSandboxMint({ folder, clock, random, node });
  const trouble: Trouble[] = [];
  const whole = openCashuMint(MINT_URL, wireTo(mint));
  const purse = openSandboxPurse({
    mint: whole,
    kit: coinKit,
    random,
    pay: (bolt11) => lightning.payAsBuyer(bolt11),
  });
  const port = openCashuMint(MINT_URL, troubled(wireTo(mint), trouble));
  await trust(shop, MINT_URL);
  await refreshKeysets({ db, clock }, port);
  const seal = sealUnder("a secret key only for tests, 32+ chars", random);
  return {
    ecash: {
      ...shop.observing,
      random,
      kit: coinKit,
      seal,
      mintAt: (_url: string) => port,
      readInvoice: readBolt11,
      seed: random(64),
    },
    mint,
    lightning,
    trouble,
    token: (sat: bigint) => purse(sat * 1_000n),
    close: () => {
      mint.close();
      lightning.close();
    },
  };
}

export function troubled(wire: Wire, trouble: Trouble[]): Wire {
  return async (method, path, body) => {
    const at = trouble.findIndex((each) => path.startsWith(each.path));
    const [found] = at === -1 ? [] : trouble.splice(at, 1);
    const { after = 0 } = found ?? {};
    if (found !== undefined && after > 0) trouble.push({ ...found, after: after - 1 });
    const next = after > 0 ? undefined : found;
    if (next?.how === "not-applied") throw new NotApplied("the wire is cut");
    const answer = await wire(method, path, body);
    if (next?.how === "unanswered") throw new OutcomeUnknown("the answer is lost");
    return answer;
  };
}

export async function trust(
  { db, clock }: Pick<Shop, "db" | "clock">,
  url: string,
  kind: "own" | "foreign" = "own",
): Promise<void> {
  await db
    .insertInto("mint")
    .values({
      url,
      kind,
      state: "on",
      reason: "",
      cap_msat: 1_000_000_000n,
      payment_cap_msat: 1_000_000_000n,
      created_at_ms: clock(),
      updated_at_ms: clock(),
    })
    .execute();
}
