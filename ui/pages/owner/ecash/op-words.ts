import type { EcashOp } from "../../../../app/ecash/list-ops.ts";
import type { MessageKey } from "../../../i18n/translate.ts";
import type { Page } from "../../../page.ts";

type Told = Pick<Page, "t" | "format">;

const KINDS = ["receive.swap", "receive.mint", "exchange.melt", "issue.swap", "renew.swap"] as const;

/** What the mint was asked for. */
export function whatOf({ t }: Pick<Page, "t">, { kind, purpose }: Pick<EcashOp, "kind" | "purpose">): string {
  const known = KINDS.find((each) => each === `${purpose}.${kind}`) ?? "other";
  return t(`ecash.op.${known}`);
}

const NO = {
  "coin-spent": "ecash.why.coin-spent",
  "coin-invalid": "ecash.why.coin-invalid",
  "payment-failed": "ecash.why.payment-failed",
  "quote-expired": "ecash.why.quote-expired",
  "keyset-unknown": "ecash.why.keys",
  "keyset-inactive": "ecash.why.keys",
  "keyset-expired": "ecash.why.keys",
  "switched-off": "ecash.why.switched-off",
} as const satisfies Record<string, MessageKey>;

const BLOCKED = ["signed-in-part", "coins-gone", "quote-issued", "never-paid", "signature-wrong"] as const;

/** How it stands with what is not done: why, and what to do or when it goes on. Empty when there is nothing to say. */
export function whyOf({ t, format }: Told, op: Pick<EcashOp, "state" | "reason" | "tries" | "nextTryMs">): string {
  if (op.state === "open")
    return op.tries < 2n
      ? ""
      : t("ecash.op.open.again", { count: Number(op.tries), time: format.dateTime(op.nextTryMs) });
  if (op.state === "blocked") return t(`ecash.why.${BLOCKED.find((each) => each === op.reason) ?? "other-blocked"}`);
  if (op.state === "done") return "";
  const words = new Map<string, (typeof NO)[keyof typeof NO]>(Object.entries(NO)).get(op.reason);
  return t(words ?? "ecash.why.other-refused");
}
