import type { Translate } from "../../../i18n/translate.ts";
import { shortUrl } from "../ecash/short-url.ts";

type Fields = ReadonlyMap<string, string>;
type Sentence = (t: Translate, fields: Fields) => string;

/** What each type of act means, in the words of the reader. */
export const actSentences: ReadonlyMap<string, Sentence> = new Map<string, Sentence>([
  ["person.joined", (t) => t("people.act.person.joined")],
  ["person.signed-in", (t, fields) => t("people.act.person.signed-in", { how: how(t, fields) })],
  ["person.signed-out", (t) => t("people.act.person.signed-out")],
  ["person.proved", (t, fields) => t("people.act.person.proved", { how: how(t, fields) })],
  ["session.ended", (t) => t("people.act.session.ended")],
  ["sessions.ended", (t, fields) => t("people.act.sessions.ended", { count: count(fields) })],
  ["sign-in.failed", (t, fields) => t("people.act.sign-in.failed", { count: count(fields), how: how(t, fields) })],
  ["sheet.tried", (t) => t("people.act.sheet.tried")],
  ["sheet.burnt", (t) => t("people.act.sheet.burnt")],
  ["request.burnt", (t) => t("people.act.request.burnt")],
  ["request.denied", (t) => t("telegram.act.request.denied")],
  ["invitation.made", (t, fields) => t("people.act.invitation.made", { role: role(t, fields.get("role")) })],
  [
    "invitation.taken-back",
    (t, fields) => t("people.act.invitation.taken-back", { role: role(t, fields.get("role")) }),
  ],
  [
    "role.changed",
    (t, fields) => t("people.act.role.changed", { from: role(t, fields.get("from")), to: role(t, fields.get("to")) }),
  ],
  ["person.shut-out", (t) => t("people.act.person.shut-out")],
  ["person.let-in", (t) => t("people.act.person.let-in")],
  ["person.erased", (t) => t("people.act.person.erased")],
  ["person.exported", (t) => t("people.act.person.exported")],
  ["key.added", (t) => t("people.act.key.added")],
  ["key.removed", (t) => t("people.act.key.removed")],
  ["address.added", (t) => t("people.act.address.added")],
  ["address.removed", (t) => t("people.act.address.removed")],
  ["chat.linked", (t) => t("telegram.act.chat.linked")],
  ["chat.unlinked", (t) => t("telegram.act.chat.unlinked")],
  ["chat.lost", (t) => t("telegram.act.chat.lost")],
  ["sheet.made", (t) => t("people.act.sheet.made")],
  ["sheet.used", (t) => t("people.act.sheet.used")],
  ["phone-link.made", (t) => t("people.act.phone-link.made")],
  ["api-key.made", (t) => t("people.act.api-key.made")],
  ["api-key.used", (t) => t("people.act.api-key.used")],
  ["api-key.revoked", (t) => t("people.act.api-key.revoked")],
  ["order.placed", (t) => t("people.act.order.placed")],
  ["order.kept", (t) => t("people.act.order.kept")],
  ["order.shipped", (t) => t("people.act.order.shipped")],
  ["order.received", (t) => t("people.act.order.received")],
  ["order.cancelled", (t) => t("people.act.order.cancelled")],
  ["delivery.erased", (t) => t("people.act.delivery.erased")],
  ["stall.opened", (t) => t("people.act.stall.opened")],
  ["stall.edited", (t) => t("people.act.stall.edited")],
  ["product.added", (t) => t("people.act.product.added")],
  ["product.edited", (t) => t("people.act.product.edited")],
  ["variant.added", (t) => t("people.act.variant.added")],
  ["variant.edited", (t) => t("people.act.variant.edited")],
  ["stock.set", (t) => t("people.act.stock.set")],
  ["picture.added", (t) => t("people.act.picture.added")],
  ["pictures.arranged", (t) => t("people.act.pictures.arranged")],
  ["payout.asked", (t) => t("money.act.payout.asked")],
  ["payout.approved", (t) => t("money.act.payout.approved")],
  ["payout.cancelled", (t) => t("money.act.payout.cancelled")],
  ["refund.asked", (t) => t("money.act.refund.asked")],
  ["refund.cancelled", (t) => t("money.act.refund.cancelled")],
  ["refund.by-hand", (t) => t("money.act.refund.by-hand")],
  ["plan.set", (t) => t("giving.act.plan.set")],
  ["plan.removed", (t) => t("giving.act.plan.removed")],
  ["hub-fee.changed", (t) => t("ledger.act.hub-fee.changed")],
  ["vouchers.made", (t, fields) => t("vouchers.act.made", { count: count(fields) })],
  ["sending.resumed", (t) => t("restored.act.sending.resumed")],
  ["payment.recognized", (t) => t("restored.act.payment.recognized")],
  ["rules.changed", (t) => t("money.act.rules.changed")],
  ["offline-rule.changed", (t) => t("ecash.act.offline-rule.changed")],
  ["mint.added", (t, fields) => t("ecash.act.mint.added", { mint: mintIn(fields) })],
  ["mint.limited", (t, fields) => t("ecash.act.mint.limited", { mint: mintIn(fields) })],
  ["mint.switched-on", (t, fields) => t("ecash.act.mint.switched-on", { mint: mintIn(fields) })],
  ["mint.switched-off", (t, fields) => t("ecash.act.mint.switched-off", { mint: mintIn(fields) })],
  ["mint.released", (t, fields) => t("ecash.act.mint.released", { mint: mintIn(fields) })],
  ["mint.keys-turned", (t, fields) => t("ecash.act.mint.keys-turned", { mint: mintIn(fields) })],
  ["webhook.added", (t) => t("webhooks.act.added")],
  ["webhook.edited", (t) => t("webhooks.act.edited")],
  ["webhook.switched-on", (t) => t("webhooks.act.switched-on")],
  ["webhook.switched-off", (t) => t("webhooks.act.switched-off")],
  ["webhook.rotated", (t) => t("webhooks.act.rotated")],
  ["webhook.secret-shown", (t) => t("webhooks.act.secret-shown")],
  ["webhook.deleted", (t) => t("webhooks.act.deleted")],
  ["webhook.tested", (t) => t("webhooks.act.tested")],
  ["webhook.sent-again", (t) => t("webhooks.act.sent-again")],
  ["rate.fixed", (t, fields) => t("people.act.rate.fixed", { currency: fields.get("currency") ?? "" })],
  ["rate.released", (t, fields) => t("people.act.rate.released", { currency: fields.get("currency") ?? "" })],
]);

const WAYS = ["link", "code", "google", "lnurl", "passkey", "sheet", "screen", "api-key", "token", "telegram"] as const;
const KNOWN_ROLES = ["owner", "operator", "support", "viewer", "seller", "buyer"] as const;

/** With what somebody came, or tried to come; a way that is not known here by its own name. */
function how(t: Translate, fields: Fields): string {
  const by = fields.get("by") ?? "";
  const way = WAYS.find((each) => each === by);
  return way === undefined ? by : t(`people.how.${way}`);
}

function role(t: Translate, name = ""): string {
  const known = KNOWN_ROLES.find((each) => each === name);
  return known === undefined ? name : t(`people.role.${known}`);
}

function count(fields: Fields): number {
  return Number(fields.get("count") ?? "1");
}

function mintIn(fields: Fields): string {
  return shortUrl(fields.get("mint") ?? "");
}
