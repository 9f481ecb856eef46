import type { RefusalReason } from "../../../app/domain/refusal.ts";
import { Button } from "../../components/button.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Money } from "../../components/money.ts";
import { Stats } from "../../components/stat.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { ProveIt } from "../money/prove-it.ts";
import { AmountField, CheckSending } from "../money/sending-form.ts";
import type { Understood } from "../money/sending-form.ts";
import { WalletKey } from "../order/wallet-key.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";

/** As typed. */
export interface TokenForm {
  amount: string;
  walletKey: string;
}

export interface TokenPayoutProps {
  desk: Desk;
  balanceMsat: bigint;
  form: TokenForm;
  errors: readonly FormError[];
  refused?: RefusalReason;
}

/** Asks for what the stall is owed as a token of the hub's own mint. */
export function tokenPayoutPage(page: Page, props: TokenPayoutProps): string {
  const { t, viewer } = page;
  const { desk, errors, refused, balanceMsat } = props;
  const frame = { desk, tab: "money", title: t("giving.payout.title"), lead: t("giving.payout.lead") } as const;
  const back = { href: `${desk.base}/money`, label: t("money.payout.title") };
  return deskPage(page, { ...frame, back, warning: refused && whyNot(page, refused) }, () => [
    ErrorSummary({ errors }),
    Stats({ stats: [{ label: t("money.payout.balance"), value: Money({ amountMsat: balanceMsat }) }] }),
    desk.may.pay && (viewer.hasProved ? Ask(props) : ProveIt({ wanted: addressOf(desk) })),
  ]);
}

function addressOf({ base }: Desk): string {
  return `${base}/money/token`;
}

/** Of the hub's own mint something else is to be said than of any other. */
function whyNot({ t }: Page, reason: RefusalReason): string {
  return reason === "mint-not-taken" ? t("giving.payout.mint-off") : t(`errors.reason.${reason}`);
}

function Ask({ desk, form, errors, balanceMsat }: TokenPayoutProps): Html {
  const { t } = usePage();
  if (balanceMsat < 1_000n) return html`<p class="soft">${t("money.payout.nothing")}</p>`;
  return html`<form class="form" method="post" action=${addressOf(desk)}>
    ${AmountField({ hint: t("money.form.amount.all"), value: form.amount, errors })}
    ${WalletKey({ walletKey: form.walletKey, errors })}
    <div class="row">
      ${Button({ label: t("money.form.check"), kind: "primary", size: "large", icon: "coins" })}
      ${LinkButton({ href: `${desk.base}/money`, label: t("money.payout.title"), kind: "quiet" })}
    </div>
  </form>`;
}

/** How it was understood, before anything is written. */
export function checkTokenPayoutPage(page: Page, { desk, understood }: { desk: Desk; understood: Understood }): string {
  const { t, format } = page;
  const action = addressOf(desk);
  const label = t("money.payout.do", { amount: format.sats(understood.amountMsat, { isExact: true }) });
  const back = { href: action, label: t("giving.payout.title") };
  return deskPage(page, { desk, tab: "money", title: t("money.check.title"), back }, () =>
    CheckSending({ action, back: action, label, understood }),
  );
}

/** The way there from where money is asked for otherwise. */
export function AsToken({ desk }: { desk: Desk }): Slot {
  const { t } = usePage();
  return html`<div class="row">
    ${LinkButton({ href: addressOf(desk), label: t("giving.payout.open"), icon: "coins" })}
  </div>`;
}
