import type { Account } from "../../../app/accounts/read-account.ts";
import { Notice } from "../../components/notice.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";

/** Until when no money leaves, and why; nothing when nothing holds it. `isBack` is told to who has just caused it. */
export function HoldNotice({ holdUntilMs, isBack = false }: Pick<Account, "holdUntilMs"> & { isBack?: boolean }): Slot {
  const { t, format, nowMs } = usePage();
  if (holdUntilMs <= nowMs) return undefined;
  const title = t("backup.hold.title", { time: format.dateTime(holdUntilMs) });
  return Notice({ tone: "warn", title, text: t(isBack ? "backup.hold.back" : "backup.hold.text") });
}
