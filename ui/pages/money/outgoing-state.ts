import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { State } from "../../components/state.ts";
import type { Tone } from "../../components/state.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** Where money is that leaves, and why it is not there yet. */
export function OutgoingState(outgoing: OutgoingSummary): Html {
  const { t, format } = usePage();
  const { state, reason, feeMsat, boundUntilMs } = outgoing;
  const { label, tone } = inWords(outgoing);
  const isWaiting = state === "ready" || state === "sending";
  return html`<div class="stack stack-close">
    <span>${State({ label, tone })}</span>
    ${reason !== "" && reason !== "taken-back" && html`<span class="soft small">${t(`money.why.${why(reason)}`)}</span>`}
    ${OnChain(outgoing)} ${Token(outgoing)}
    ${feeMsat !== undefined && html`<span class="soft small">${t("money.state.fee", { amount: format.sats(feeMsat, { isExact: true }) })}</span>`}
    ${isWaiting && boundUntilMs !== undefined && html`<span class="soft small">${t("money.state.bound", { time: format.dateTime(boundUntilMs) })}</span>`}
  </div>`;
}

/** How deep its transaction is, and which one it is, for whoever looks it up elsewhere. */
function OnChain({ onChain, state }: OutgoingSummary): Html | undefined {
  if (onChain === undefined) return undefined;
  const { t } = usePage();
  const { txid, isPublished, confirmations } = onChain;
  const waits = isPublished ? t("money.state.chain.waiting") : t("money.state.chain.signed");
  const depth = confirmations === 0 ? waits : t("money.state.chain.blocks", { count: confirmations });
  return html`${state === "sending" && html`<span class="soft small">${depth}</span>`}
    <span class="soft small">${t("money.state.chain.txid")} <span class="typed">${shortened(txid)}</span></span>`;
}

/** A token that was made has left; only its taker knows who has it now. */
function Token({ token }: OutgoingSummary): Html | undefined {
  if (token === undefined || token === "making") return undefined;
  return html`<span class="soft small">${usePage().t(`money.state.token.${token}`)}</span>`;
}

const ENDS = 8;

function shortened(txid: string): string {
  return `${txid.slice(0, ENDS)}…${txid.slice(-ENDS)}`;
}

function inWords({ state, reason, nextTryMs }: OutgoingSummary): { label: string; tone: Tone } {
  const { t, format, nowMs } = usePage();
  if (state === "sent") return { label: t("money.state.sent"), tone: "good" };
  if (state === "sending") return { label: t("money.state.sending"), tone: "info" };
  if (state === "asked") return { label: t("money.state.asked"), tone: "warn" };
  if (state === "cancelled" && reason === "taken-back") return { label: t("money.state.cancelled"), tone: "info" };
  if (state === "cancelled") return { label: t("money.state.failed"), tone: "bad" };
  if (reason === "" || nextTryMs <= BigInt(nowMs)) return { label: t("money.state.ready"), tone: "info" };
  return { label: t("money.state.again", { time: format.dateTime(nextTryMs) }), tone: "warn" };
}

type Why =
  | "chain-fee"
  | "chain-off"
  | "coins"
  | "stuck"
  | "kept"
  | "mint"
  | "mint-off"
  | "coins-few"
  | "budget"
  | "small"
  | "payee"
  | "used"
  | "expired"
  | "away"
  | "route"
  | "funds"
  | "other";

const reasons: Readonly<Record<string, Why>> = {
  "fee-budget-spent": "budget",
  "fee-budget-too-small": "small",
  "chain-fee-too-high": "chain-fee",
  "chain-not-allowed": "chain-off",
  "coins-spent": "coins",
  "kept-for-ecash": "kept",
  "mint-short": "mint",
  "mint-not-taken": "mint-off",
  "no-ecash": "mint-off",
  "ecash-too-little": "coins-few",
  "stuck-on-chain": "stuck",
  "payee-invoice-wrong": "payee",
  "payee-refuses": "payee",
  "invalid-invoice": "payee",
  "invoice-used": "used",
  "invoice-expired": "expired",
  expired: "expired",
  unreachable: "away",
  "no-route": "route",
  timeout: "route",
  "insufficient-balance": "funds",
};

function why(reason: string): Why {
  return reasons[reason] ?? "other";
}
