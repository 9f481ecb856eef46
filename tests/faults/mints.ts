import { join } from "node:path";
import { NotApplied } from "../../app/domain/outcome.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import { openCashuMint } from "../../app/gateways/mint/cashu-mint.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { MintOperator, MintPort } from "../../app/gateways/mint/port.ts";
import { openSandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import type { MintSettings } from "../../app/gateways/mint/sandbox-mint.ts";
import { nodeBehind } from "../../app/gateways/mint/sandbox-mint-node.ts";
import { sandboxOperator } from "../../app/gateways/mint/sandbox-operator.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { routed } from "../support/routed-node.ts";
import type { Route } from "../support/routed-node.ts";
import { wireTo } from "../support/sandbox-wire.ts";
import { locked, lockTo, ofNewWallet, swapped } from "../support/swapped-token.ts";

export type Mints = {
  /** The hub's own. */
  mint: MintPort;
  /** Somebody else's, which can pay invoices of the hub's. */
  otherMint: MintPort;
  /** A token over so many sats, as a buyer brings it. */
  token: (sat: bigint) => Promise<string>;
  otherToken: (sat: bigint) => Promise<string>;
  /** Of the other mint, in coins that take a key. */
  otherTokenFor: (sat: bigint, publicKey: string) => Promise<string>;
  /** Whether the other mint can be reached. */
  reach: { other: boolean };
  setRoute: (route: Route) => void;
  /** Takes a token into somebody else's wallet. */
  spend: (token: string) => Promise<void>;
  /** The hub's mint signs with a new keyset from now on. */
  changeMintKeys: () => void;
  /** For whoever runs the hub's mint. */
  operator: MintOperator;
};

type World = Parameters<typeof openSandboxNode>[0];

/** Two mints with nodes of their own: what their coins are bought with is none of the shop's. */
export function openMints(world: World): Mints {
  const own = openOne({ ...world, folder: join(world.folder, "mint") }, "http://mint.example");
  const { node, setRoute } = routed((bolt11) => own.lightning.payAsBuyer(bolt11));
  const reach = { other: true };
  const other = openOne(
    { ...world, folder: join(world.folder, "other") },
    "http://other.example",
    node,
    () => reach.other,
  );
  return {
    mint: own.port,
    otherMint: other.port,
    token: own.token,
    otherToken: other.token,
    otherTokenFor: async (sat, publicKey) => swapped(other.port, await other.token(sat), locked(lockTo(publicKey))),
    reach,
    setRoute,
    spend: async (token) => void (await swapped(own.port, token, ofNewWallet())),
    changeMintKeys: () => void own.sandbox.rotate(),
    operator: sandboxOperator(own.sandbox),
  };
}

function openOne(
  { folder, clock, random }: World,
  url: string,
  paying: Partial<MintSettings["node"]> = {},
  isThere: () => boolean = () => true,
) {
  const lightning = openSandboxNode({ folder, clock, random });
  const behind = nodeBehind({ receiver: lightning, payer: lightning, random, readInvoice: readBolt11 });
  const sandbox = openSandboxMint({ folder, clock, random, node: { ...behind, ...paying } });
  const wire = wireTo(sandbox);
  const port = openCashuMint(url, (...call) => {
    if (!isThere()) throw new NotApplied("the mint cannot be reached");
    return wire(...call);
  });
  const purse = openSandboxPurse({ mint: port, kit: coinKit, random, pay: (bolt11) => lightning.payAsBuyer(bolt11) });
  return { lightning, sandbox, port, token: (sat: bigint) => purse(sat * 1_000n) };
}
