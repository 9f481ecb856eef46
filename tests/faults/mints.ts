import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { msat } from "../../app/domain/money.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { MintPort } from "../../app/gateways/mint/port.ts";
import { openSandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import type { MintSettings } from "../../app/gateways/mint/sandbox-mint.ts";
import { nodeBehind } from "../../app/gateways/mint/sandbox-mint-node.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { routed } from "../support/routed-node.ts";
import type { Route } from "../support/routed-node.ts";
import { wireTo } from "../support/sandbox-wire.ts";

export type Mints = {
  /** The hub's own. */
  mint: MintPort;
  /** Somebody else's, which can pay invoices of the hub's. */
  otherMint: MintPort;
  /** A token over so many sats, as a buyer brings it. */
  token: (sat: bigint) => Promise<string>;
  otherToken: (sat: bigint) => Promise<string>;
  setRoute: (route: Route) => void;
  /** Takes a token into somebody else's wallet. */
  spend: (token: string) => Promise<void>;
  /** The hub's mint signs with a new keyset from now on. */
  changeMintKeys: () => void;
};

type World = Parameters<typeof openSandboxNode>[0];

/** Two mints with nodes of their own: what their coins are bought with is none of the shop's. */
export function openMints(world: World): Mints {
  const own = openOne({ ...world, folder: join(world.folder, "mint") }, "http://mint.example");
  const { node, setRoute } = routed((bolt11) => own.lightning.payAsBuyer(bolt11));
  const other = openOne({ ...world, folder: join(world.folder, "other") }, "http://other.example", node);
  return {
    mint: own.port,
    otherMint: other.port,
    token: own.token,
    otherToken: other.token,
    setRoute,
    spend: (token) => spend(own.port, token),
    changeMintKeys: () => void own.sandbox.rotate(),
  };
}

function openOne({ folder, clock, random }: World, url: string, paying: Partial<MintSettings["node"]> = {}) {
  const lightning = openSandboxNode({ folder, clock, random });
  const behind = nodeBehind({ receiver: lightning, payer: lightning, random, readInvoice: readBolt11 });
  const sandbox = openSandboxMint({ folder, clock, random, node: { ...behind, ...paying } });
  const port = openCashuMint(url, wireTo(sandbox));
  const purse = openSandboxPurse({ mint: port, kit: coinKit, random, pay: (bolt11) => lightning.payAsBuyer(bolt11) });
  return { lightning, sandbox, port, token: (sat: bigint) => purse(sat * 1_000n) };
}

async function spend(mint: MintPort, token: string): Promise<void> {
  const keysets = await mint.keysets();
  const inputs =
    coinKit.read(
      token,
      keysets.map(({ id }) => id),
    ) ?? [];
  const signing = keysets.find(({ isActive }) => isActive);
  const keys = signing && (await mint.keysOf(signing.id));
  if (keys === undefined) throw new Error("the mint signs with nothing");
  const sum = inputs.reduce((msats, { amountMsat }) => msats + amountMsat, 0n);
  const seed = randomBytes(64);
  const outputs = coinKit
    .split(msat(sum - coinKit.feeOf(inputs, keysets)), keys)
    .map((amountMsat, place) => coinKit.fromSeed({ seed, counter: BigInt(place), keysetId: keys.id, amountMsat }));
  const swapped = await mint.swap({ inputs, outputs });
  if (swapped.kind === "refused") throw new Error(`the token is worth nothing: ${swapped.reason}`);
}
