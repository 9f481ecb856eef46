import { Hono } from "hono";
import { z } from "zod";
import { parseMsat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import { msatText, named } from "../api/values.ts";
import type { Hub, HubEnv, SandboxPayment } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import type { RefusedInput } from "../problem.ts";

const request = named(
  "SandboxPay",
  "What the sandbox buyer should pay.",
  z.strictObject({
    bolt11: z
      .string()
      .max(4_000)
      .regex(/^ln[0-9a-z]+$/i, "must be a BOLT 11 invoice"),
    amountMsat: msatText.optional().describe("To pay more than the invoice asks."),
  }),
);

const paid = named(
  "SandboxPayment",
  "How it went; `held` waits for the shop to settle or give it back.",
  z.strictObject({ state: z.enum(["settled", "held"]), paymentHash: z.string(), amountMsat: msatText }),
);

const pay = operation({
  method: "post",
  path: "/sandbox/pay",
  id: "payAsSandboxBuyer",
  access: "market.visit",
  tag: "sandbox",
  summary: "Pays an invoice of this hub as its sandbox buyer",
  body: request,
  answer: { status: 200, description: "The payment.", schema: paid },
  refusals: ["sandbox-only", "invoice-not-payable"],
});

export const sandboxOperations = [pay];

export function sandboxRoutes({ sandboxBuyer }: Pick<Hub, "sandboxBuyer">): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  serve(app, pay, async (c, { body }) => {
    if (sandboxBuyer === undefined) return refuse("sandbox-only");
    const amount = body.amountMsat === undefined ? undefined : parseMsat(body.amountMsat);
    if (body.amountMsat !== undefined && amount === undefined) return refuse("invalid-input", "/amountMsat");
    const payment = await (amount === undefined
      ? sandboxBuyer.pay(body.bolt11)
      : sandboxBuyer.pay(body.bolt11, amount));
    if (payment.state === "refused") return notPayable(payment.reason);
    const { state, paymentHash, amountMsat } = payment;
    return c.json({ state, paymentHash, amountMsat: amountMsat.toString() }, 200, { "Cache-Control": "no-store" });
  });
  return app;
}

type Reason = Extract<SandboxPayment, { state: "refused" }>["reason"];

const why: Readonly<Record<Reason, readonly [pointer: string, detail: string]>> = {
  "invalid-invoice": ["/bolt11", "This is not a valid BOLT 11 invoice."],
  "unknown-invoice": ["/bolt11", "The sandbox node has not made this invoice."],
  "already-paid": ["/bolt11", "This invoice has been paid already."],
  expired: ["/bolt11", "This invoice has expired or was cancelled."],
  underpaid: ["/amountMsat", "The invoice asks for more than that."],
};

function notPayable(reason: Reason): RefusedInput {
  const [pointer, detail] = why[reason];
  return { ...refuse("invoice-not-payable"), fields: [{ pointer, detail }] };
}
