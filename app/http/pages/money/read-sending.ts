import type { Destination, Payee } from "../../../gateways/payee/port.ts";
import { isId } from "../../../domain/ids.ts";
import { msat, msatFromSat } from "../../../domain/money.ts";
import type { Msat } from "../../../domain/money.ts";
import { isRefused } from "../../../domain/refusal.ts";
import { refuseDust } from "../../../payments/outgoing/dust.ts";
import type { Page } from "../../../../ui/page.ts";
import type { SendingForm } from "../../../../ui/pages/money/sending-form.ts";
import type { FormError } from "../field-errors.ts";
import type { SentForm } from "../form.ts";

export type Wrong = { kind: "wrong"; form: SendingForm; errors: FormError[] };

export type Understood = {
  kind: "understood";
  /** Undefined until whoever asks has seen how it was understood. */
  once: string | undefined;
  amountMsat: Msat;
  destination: Destination;
  typed: string;
};

/** Wallets make invoices over whole sats, so no more precise amount is sent. */
export function wholeSats(amountMsat: bigint): Msat {
  return msat(amountMsat <= 0n ? 0n : amountMsat - (amountMsat % 1_000n));
}

/** Reads how much should go where; `mostMsat` is all there is, and what an empty amount means. */
export async function readSending(
  { t, format }: Pick<Page, "t" | "format">,
  payee: Payee,
  sent: SentForm,
  mostMsat: Msat,
  amountTyped = sent.text("amount"),
): Promise<Understood | Wrong> {
  const form = { amount: amountTyped, destination: sent.text("destination") };
  const wrong = (name: string, message: string): Wrong => ({ kind: "wrong", form, errors: [{ name, message }] });
  if (mostMsat === 0n) return wrong("destination", t("money.form.amount.none"));
  const amountMsat = readAmount({ t, format }, form.amount, mostMsat);
  if (typeof amountMsat !== "bigint") return { kind: "wrong", form, errors: [amountMsat] };
  const destination = payee.read(form.destination);
  if (destination === undefined) return wrong("destination", t("money.form.destination.wrong"));
  if (isRefused(destination)) return wrong("destination", t(`errors.reason.${destination.reason}`));
  const fits = await fitting(payee, destination, amountMsat);
  if (isRefused(fits)) return wrong("destination", t(`errors.reason.${fits.reason}`));
  const once = sent.text("once");
  const typed = form.destination;
  return { kind: "understood", once: isId("out", once) ? once : undefined, amountMsat, destination, typed };
}

/** How much is meant; an empty field is all there is. */
export function readAmount({ t, format }: Pick<Page, "t" | "format">, typed: string, mostMsat: Msat): Msat | FormError {
  if (mostMsat === 0n) return { name: "amount", message: t("money.form.amount.none") };
  const amountMsat = amountIn(typed, mostMsat);
  if (amountMsat === undefined) return { name: "amount", message: t("money.form.amount.wrong") };
  const much = t("money.form.amount.much", { amount: format.sats(mostMsat, { isExact: true }) });
  return amountMsat > mostMsat ? { name: "amount", message: much } : amountMsat;
}

/** An invoice says by itself whether it fits; a service is asked when the money leaves. */
async function fitting(payee: Payee, { kind, text }: Destination, amountMsat: Msat) {
  if (kind === "chain") return refuseDust({ kind, text }, amountMsat);
  return kind === "bolt11" ? payee.invoiceFrom({ kind, text }, amountMsat) : undefined;
}

function amountIn(typed: string, mostMsat: Msat): Msat | undefined {
  return typed.trim() === "" ? mostMsat : satsIn(typed);
}

/** Reads "21000" or "21,000"; undefined for anything that is no whole number of sats above zero. */
export function satsIn(typed: string): Msat | undefined {
  const digits = typed.replaceAll(/[\s,_]/g, "");
  return /^[1-9]\d{0,14}$/.test(digits) ? msatFromSat(BigInt(digits)) : undefined;
}
