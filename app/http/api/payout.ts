import { z } from "zod";
import type { OutgoingSummary } from "../../payments/outgoing/list-outgoing.ts";
import type { Plan } from "../../../ui/pages/desk/plan-page.ts";
import { id, msatText, named, pageOf, unixMs } from "./values.ts";

const KINDS = ["bolt11", "lightning-address", "lnurl", "chain", "ecash", "by-hand"] as const;

export const payoutState = z.enum(["asked", "ready", "sending", "sent", "cancelled"]);

export const payout = named(
  "Payout",
  "Money on its way from the hub to a seller.",
  z.strictObject({
    id: id("out", "The payout's id."),
    state: payoutState.describe(
      "`asked` waits for people's yes, `ready` is sent next, `sending` may be on its way, `sent` has arrived.",
    ),
    reason: z.string().describe("Why it was not sent yet, or was cancelled; empty when nothing is to be said."),
    amountMsat: msatText,
    feeMsat: msatText.nullable().describe("What it cost the hub; null until it has arrived."),
    to: z.strictObject({
      kind: z.enum(KINDS),
      text: z
        .string()
        .describe("Of a token the public key of the wallet that alone can take it; empty when anybody can."),
    }),
    token: z
      .enum(["making", "ready", "claimed"])
      .nullable()
      .describe(
        "What became of it where it goes as a token, which is shown at the desk alone; null before it is begun.",
      ),
    txid: z.string().nullable().describe("The transaction that pays it on chain; null over Lightning."),
    confirmations: z.int().describe("How deep that transaction is, as far as three."),
    createdAtMs: unixMs,
    nextTryMs: unixMs.describe("Before this moment it is not tried."),
  }),
);

export const payoutPage = named("PayoutPage", "Payouts of one stall, newest first.", pageOf(payout));

export const balance = named(
  "Balance",
  "What a stall is owed, and where it goes.",
  z.strictObject({
    balanceMsat: msatText.describe("Can be asked for now."),
    movingMsat: msatText.describe("Was asked for and has not arrived."),
    destination: z
      .strictObject({
        kind: z.enum(KINDS),
        text: z.string(),
        rule: z.enum(["by-hand", "threshold", "weekly", "monthly"]),
        holdsUntilMs: unixMs.describe("Nothing is sent there before."),
      })
      .nullable()
      .describe("Named by hand at the stall's desk; null when none is."),
  }),
);

export const newPayout = named(
  "NewPayout",
  "How much is asked for. It goes to the stall's destination, which only people name, or becomes a token for them.",
  z.strictObject({
    amountMsat: msatText,
    as: z
      .enum(["ecash"])
      .optional()
      .describe("A token of the hub's own mint, shown at the stall's desk to its people alone, after a fresh proof."),
  }),
);

export function payoutJson(of: OutgoingSummary): z.infer<typeof payout> {
  return {
    id: of.id,
    state: of.state,
    reason: of.reason,
    amountMsat: of.amountMsat.toString(),
    feeMsat: of.feeMsat?.toString() ?? null,
    to: of.to,
    token: of.token ?? null,
    txid: of.onChain?.txid ?? null,
    confirmations: of.onChain?.confirmations ?? 0,
    createdAtMs: Number(of.createdAtMs),
    nextTryMs: Number(of.nextTryMs),
  };
}

type Owed = { balanceMsat: bigint; movingMsat: bigint; plan: Plan | undefined };

export function balanceJson({ balanceMsat, movingMsat, plan }: Owed): z.infer<typeof balance> {
  const destination =
    plan === undefined
      ? null
      : {
          kind: plan.destination_kind,
          text: plan.destination,
          rule: plan.rule,
          holdsUntilMs: Number(plan.holds_until_ms),
        };
  // More went back than is left: there is nothing to ask for.
  const most = balanceMsat < 0n ? 0n : balanceMsat;
  return { balanceMsat: most.toString(), movingMsat: movingMsat.toString(), destination };
}
