import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import type { MeltNode, Paid } from "../../app/gateways/mint/sandbox-mint-melt.ts";

/** How a mint's node fares: it pays, finds no way, or holds a payment for a while. */
export type Route = "open" | "closed" | "held";

const ROUTING_FEE_MSAT = 1_000n;

/** A node that pays invoices of another, as long as there is a way. */
export function routed(payAsBuyer: (bolt11: string) => Promise<{ state: string }>): {
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
