import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ecash } from "../../app/ecash/ecash.ts";
import { refreshKeysets } from "../../app/ecash/mints/refresh-keysets.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { openSandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import { nodeBehind } from "../../app/gateways/mint/sandbox-mint-node.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { routed } from "../support/routed-node.ts";
import type { Route } from "../support/routed-node.ts";
import { wireTo } from "../support/sandbox-wire.ts";
import { testRandom } from "../support/world.ts";
import { MINT_URL, troubled, trust } from "./world.ts";
import type { EcashWorld, Trouble } from "./world.ts";

export const FOREIGN_URL = "http://other.example";

export type Foreign = {
  /** The hub's room of e-cash, with the way to both mints. */
  ecash: Ecash;
  port: MintPort;
  trouble: Trouble[];
  token(sat: bigint): Promise<string>;
  setRoute(route: Route): void;
  /** What it owes by its own books, in sat. */
  owesSat(): bigint;
  close(): void;
};

/** Another mint than the hub's, with a node of its own that pays invoices of the hub's mint. */
export async function openForeign(
  { shop, ecash, lightning }: Pick<EcashWorld, "shop" | "ecash" | "lightning">,
  { isListed = true }: { isListed?: boolean } = {},
): Promise<Foreign> {
  const { db, clock } = shop;
  const random = testRandom(12);
  const folder = mkdtempSync(join(tmpdir(), "satoshop-foreign-"));
  const own = openSandboxNode({ folder, clock, random });
  const { node, setRoute } = routed(lightning.payAsBuyer.bind(lightning));
  const behind = nodeBehind({ receiver: own, payer: own, random, readInvoice: readBolt11 });
  const mint = openSandboxMint({ folder, clock, random, node: { ...behind, ...node } });
  const trouble: Trouble[] = [];
  const wire = wireTo(mint);
  const port = openCashuMint(FOREIGN_URL, troubled(wire, trouble));
  const purse = openSandboxPurse({
    mint: openCashuMint(FOREIGN_URL, wire),
    kit: coinKit,
    random,
    pay: (bolt11) => own.payAsBuyer(bolt11),
  });
  if (isListed) {
    await trust(shop, FOREIGN_URL, "foreign");
    await refreshKeysets({ db, clock }, port);
  }
  const mintAt = (url: string) => (url === FOREIGN_URL ? port : ecash.mintAt(MINT_URL));
  return {
    ecash: { ...ecash, mintAt },
    port,
    trouble,
    token: (sat) => purse(sat * 1_000n),
    setRoute,
    owesSat: () => mint.sums().issued - mint.sums().redeemed,
    close: () => {
      mint.close();
      own.close();
    },
  };
}
