import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ecash } from "../../app/ecash/ecash.ts";
import { refreshKeysets } from "../../app/ecash/mints/refresh-keysets.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { openSandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import { nodeBehind } from "../../app/gateways/mint/sandbox-mint-node.ts";
import type { MeltNode, Paid } from "../../app/gateways/mint/sandbox-mint-melt.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { testRandom } from "../support/world.ts";
import { MINT_URL, troubled, trust, wireTo } from "./world.ts";
import type { EcashWorld, Trouble } from "./world.ts";

export const FOREIGN_URL = "http://other.example";

/** How the other mint's node fares: it pays, finds no way, or holds a payment for a while. */
export type Route = "open" | "closed" | "held";

export type Foreign = {
  /** The hub's room of e-cash, with both mints. */
  ecash: Ecash;
  trouble: Trouble[];
  token(sat: bigint): Promise<string>;
  setRoute(route: Route): void;
  /** What it owes by its own books, in sat. */
  owesSat(): bigint;
  close(): void;
};

/** Another mint than the hub's, with a node of its own that pays invoices of the hub's mint. */
export async function openForeign({ shop, ecash, lightning }: EcashWorld): Promise<Foreign> {
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
  await trust(shop, FOREIGN_URL, "foreign");
  await refreshKeysets({ db, clock }, port);
  const mintAt = (url: string) => (url === FOREIGN_URL ? port : ecash.mintAt(MINT_URL));
  return {
    ecash: { ...ecash, mintAt },
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

const ROUTING_FEE_MSAT = 1_000n;

function routed(payAsBuyer: (bolt11: string) => Promise<{ state: string }>): {
  node: MeltNode;
  setRoute: (route: Route) => void;
} {
  let route: Route = "open";
  const asked = new Map<string, string>();
  const paid = new Map<string, Paid>();
  const settle = async (paymentHash: string, bolt11: string): Promise<Paid> => {
    if (route === "closed") return { state: "failed" };
    if (route === "held") return { state: "pending" };
    const { state } = await payAsBuyer(bolt11);
    if (state !== "settled") return { state: "failed" };
    const done: Paid = { state: "confirmed", preimage: "00".repeat(32), feeMsat: ROUTING_FEE_MSAT };
    paid.set(paymentHash, done);
    return done;
  };
  const node: MeltNode = {
    read: readBolt11,
    pay: async (bolt11) => {
      const { paymentHash = "" } = readBolt11(bolt11) ?? {};
      asked.set(paymentHash, bolt11);
      return settle(paymentHash, bolt11);
    },
    find: async (paymentHash) => {
      const bolt11 = asked.get(paymentHash);
      return bolt11 === undefined ? undefined : (paid.get(paymentHash) ?? (await settle(paymentHash, bolt11)));
    },
  };
  return { node, setRoute: (next) => (route = next) };
}
