import { z } from "zod";
import { msat } from "../../app/domain/money.ts";
import type { SandboxNode } from "../../app/gateways/lightning/sandbox.ts";
import type { SandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import { Fault } from "./faults.ts";
import type { Faults } from "./faults.ts";

type Controlled = { mint: Pick<SandboxMint, "sums">; lightning: SandboxNode; faults: Faults };

/** Answers what no mint is asked: by whoever tries things out. Undefined when there is no such address. */
export type Control = (route: string, body: unknown) => Promise<object | undefined>;

const Pay = z.object({ bolt11: z.string() });
const Invoice = z.object({ amountMsat: z.string().regex(/^\d{1,19}$/) });
const INVOICE_SECONDS = 600;

export function controlOf({ mint, lightning, faults }: Controlled): Control {
  const routes: Readonly<Record<string, (body: unknown) => object | Promise<object>>> = {
    // In sat, by the mint's own books; what is outstanding is what it owes.
    "GET /sandbox/books": () => booksOf(mint),
    "GET /sandbox/faults": () => faults.due(),
    "POST /sandbox/faults": (body) => {
      faults.add(z.union([z.array(Fault), Fault.transform((one) => [one])]).parse(body));
      return faults.due();
    },
    "DELETE /sandbox/faults": () => {
      faults.clear();
      return faults.due();
    },
    // The hands of a buyer with a node.
    "POST /sandbox/pay": (body) => paid(lightning, Pay.parse(body).bolt11),
    "POST /sandbox/invoice": async (body) => {
      const amountMsat = msat(BigInt(Invoice.parse(body).amountMsat));
      const { bolt11 } = await lightning.invoiceOfBuyer({ amountMsat, expirySeconds: INVOICE_SECONDS });
      return { bolt11 };
    },
  };
  return async (route, body) => routes[route]?.(body);
}

function booksOf(mint: Controlled["mint"]): object {
  const { issued, redeemed } = mint.sums();
  return { issued: Number(issued), redeemed: Number(redeemed), outstanding: Number(issued - redeemed) };
}

async function paid(lightning: SandboxNode, bolt11: string): Promise<object> {
  const payment = await lightning.payAsBuyer(bolt11);
  return payment.state === "settled" ? { state: payment.state, preimage: payment.preimage } : { state: payment.state };
}
