import type { CredentialKind } from "../../../app/db/schema.ts";
import type { Role } from "../../../app/domain/permissions.ts";
import type { RefusalReason } from "../../../app/domain/refusal.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { KeyButtons } from "../keys/key-buttons.ts";
import type { KeyWays } from "../keys/ways.ts";
import { ConfirmByMail } from "../mail/confirm-by-mail.ts";
import { ConfirmByTelegram } from "../telegram/confirm-by-telegram.ts";
import { ConfirmByLink } from "./confirm-by-link.ts";

export interface ConfirmProps {
  role: Role;
  /** The path on this hub to go on to afterwards. */
  wanted: string;
  /** Why the last try was not taken. */
  problem?: RefusalReason | undefined;
  /** Where the keys' addresses begin, what works at this address, and the kinds that this person has. */
  base: string;
  ways: KeyWays;
  kinds: readonly CredentialKind[];
  /** Addresses to which a code can be sent. */
  emails: readonly string[];
  /** The hub's bot and the person's chat with it, where it can ask. */
  telegram: { bot: string; name: string } | undefined;
}

/** Every way to prove again who one is, before something that lets people in for good. */
export function confirmPage(page: Page, props: ConfirmProps): string {
  const { t } = page;
  const { role, kinds, problem, telegram, wanted } = props;
  const head = { title: t("account.confirm.title"), width: "form", isPrivate: true, islands: ["passkey"] } as const;
  return renderPage(page, head, () => [
    problem !== undefined && problem !== "link-spent" && Notice({ tone: "bad", text: t(`errors.reason.${problem}`) }),
    PageHead({ title: t("account.confirm.title"), lead: t("account.confirm.lead") }),
    html`<div class="stack">
      ${kinds.length > 0 && KeyButtons({ ...props, verb: "prove" })} ${props.emails.length > 0 && ConfirmByMail(props)}
      ${telegram !== undefined && ConfirmByTelegram({ ...telegram, wanted })}
      ${role === "owner" && ConfirmByLink(props)}
    </div>`,
  ]);
}
