import type { RefusalReason } from "../../../app/domain/refusal.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { ALL_KINDS, KeyButtons } from "../keys/key-buttons.ts";
import type { KeyWays } from "../keys/ways.ts";
import { mistypedAddress } from "../mail/mistyped-address.ts";
import { ByTelegram } from "../telegram/by-telegram.ts";
import { ByLink } from "./by-link.ts";
import { ByMail } from "./by-mail.ts";
import { BySheet } from "./by-sheet.ts";

export interface SignInProps {
  /** The path on this hub to go on to afterwards; empty for the person's own beginning. */
  wanted: string;
  /** Which kinds of key work at this address. */
  ways: KeyWays;
  /** Whether the hub can send mail. */
  sendsMail: boolean;
  /** The hub's bot at Telegram, if it has one that answers. */
  bot: string | undefined;
  /** What was typed as a mail address and is none. */
  mistyped?: string | undefined;
  /** Why the last try was not taken. */
  problem?: RefusalReason | undefined;
}

/** Every way to come in, the quickest first. Also shown in place of a page that is not for everybody. */
export function signInPage(page: Page, { wanted, ways, sendsMail, bot, mistyped, problem }: SignInProps): string {
  const { t } = page;
  const head = { title: t("signIn.title"), width: "form", isPrivate: true, islands: ["passkey"] } as const;
  return renderPage(page, head, () => [
    problem !== undefined && Notice({ tone: "bad", text: t(`errors.reason.${problem}`) }),
    ErrorSummary({ errors: mistypedAddress(t, mistyped) }),
    PageHead({ title: t("signIn.title"), lead: t("signIn.lead") }),
    html`<div class="stack">
      ${KeyButtons({ base: "/sign-in", wanted, ways, verb: "sign-in", kinds: ALL_KINDS })}
      ${sendsMail && ByMail({ wanted, mistyped })} ${bot !== undefined && ByTelegram({ bot, wanted })} ${ByLink()} ${BySheet()}
    </div>`,
  ]);
}
