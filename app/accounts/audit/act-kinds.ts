/** What people are asked to sort acts by, and the types of event that belong to each. */
export const actKinds = {
  "sign-ins": [
    "person.joined",
    "person.signed-in",
    "person.signed-out",
    "person.proved",
    "session.ended",
    "sessions.ended",
  ],
  failures: ["sign-in.failed", "sheet.tried", "sheet.burnt", "request.burnt", "request.denied"],
  people: [
    "invitation.made",
    "invitation.taken-back",
    "role.changed",
    "person.shut-out",
    "person.let-in",
    "person.erased",
    "person.exported",
  ],
  "ways-in": [
    "key.added",
    "key.removed",
    "address.added",
    "address.removed",
    "chat.linked",
    "chat.unlinked",
    "chat.lost",
    "sheet.made",
    "sheet.used",
    "phone-link.made",
    "api-key.made",
    "api-key.revoked",
    "api-key.used",
  ],
  orders: ["order.placed", "order.kept", "order.shipped", "order.received", "order.cancelled", "delivery.erased"],
  money: [
    "payout.asked",
    "payout.approved",
    "payout.cancelled",
    "refund.asked",
    "refund.cancelled",
    "refund.by-hand",
    "rules.changed",
    "plan.set",
    "plan.removed",
    "hub-fee.changed",
  ],
  goods: [
    "stall.opened",
    "stall.edited",
    "product.added",
    "product.edited",
    "variant.added",
    "variant.edited",
    "stock.set",
    "picture.added",
    "pictures.arranged",
    "rate.fixed",
    "rate.released",
  ],
  webhooks: [
    "webhook.added",
    "webhook.edited",
    "webhook.switched-on",
    "webhook.switched-off",
    "webhook.rotated",
    "webhook.secret-shown",
    "webhook.deleted",
    "webhook.tested",
    "webhook.sent-again",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ActKind = keyof typeof actKinds;

export function isActKind(text: string): text is ActKind {
  return Object.hasOwn(actKinds, text);
}
