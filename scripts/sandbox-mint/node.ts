import type { Random } from "../../app/domain/ids.ts";
import type { Clock } from "../../app/domain/time.ts";
import { z } from "zod";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { openSandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import type { SandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import type { MeltNode, Paid } from "../../app/gateways/mint/sandbox-mint-melt.ts";
import { nodeBehind } from "../../app/gateways/mint/sandbox-mint-node.ts";
import type { MintNode } from "../../app/gateways/mint/sandbox-mint-quotes.ts";
import type { Faults } from "./faults.ts";

export type NodeSettings = {
  folder: string;
  clock: Clock;
  random: Random;
  /** Another sandbox mint, whose invoices can be paid. */
  paysAt: string | undefined;
  faults: Faults;
};

/** The Lightning side of the mint, without value as the rest of it. */
export function openMintNode(settings: NodeSettings): { node: MintNode & MeltNode; lightning: SandboxNode } {
  const { folder, clock, random, paysAt, faults } = settings;
  const lightning = openSandboxNode({ folder, clock, random });
  const behind = nodeBehind({ receiver: lightning, payer: lightning, random, readInvoice: readBolt11 });
  const paying = paysAt === undefined ? behind : payingAt(paysAt);
  const pay: MeltNode["pay"] = async (bolt11, maxFeeMsat) => {
    const isStale = faults.takeStaleFailed();
    const paid = await paying.pay(bolt11, maxFeeMsat);
    return isStale ? { state: "failed" } : paid;
  };
  return { node: { ...behind, ...paying, pay }, lightning };
}

const ROUTING_FEE_MSAT = 1_000n;
const Arrived = z.object({ state: z.string(), preimage: z.string().optional() });

/** Pays invoices of another mint's node, which says at once whether it has arrived; unheard of, it is on its way. */
function payingAt(url: string): MeltNode {
  const known = new Map<string, { bolt11: string; paid: Paid }>();
  const settle = async (paymentHash: string, bolt11: string): Promise<Paid> => {
    const before = known.get(paymentHash);
    if (before !== undefined && before.paid.state !== "pending") return before.paid;
    const paid = await arrived(url, bolt11).catch((): Paid => ({ state: "pending" }));
    known.set(paymentHash, { bolt11, paid });
    return paid;
  };
  return {
    read: readBolt11,
    pay: (bolt11) => settle(readBolt11(bolt11)?.paymentHash ?? "", bolt11),
    find: async (paymentHash) => {
      const payment = known.get(paymentHash);
      return payment && settle(paymentHash, payment.bolt11);
    },
  };
}

async function arrived(url: string, bolt11: string): Promise<Paid> {
  const response = await fetch(`${url}/sandbox/pay`, { method: "POST", body: JSON.stringify({ bolt11 }) });
  const { state, preimage } = Arrived.parse(await response.json());
  if (state !== "settled" || preimage === undefined) return { state: "failed" };
  return { state: "confirmed", preimage, feeMsat: ROUTING_FEE_MSAT };
}
