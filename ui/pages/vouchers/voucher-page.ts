import type { RefusalReason } from "../../../app/domain/refusal.ts";
import type { GivenToken } from "../../../app/ecash/tokens-for.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { CopyAnnouncer, CopyField } from "../../components/copy-field.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { LinkButton } from "../../components/link-button.ts";
import { PageHead } from "../../components/page-head.ts";
import { ScanButtons, ScanDialog } from "../../components/scan.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { TokenCard } from "../order/token-card.ts";
import { WalletKey } from "../order/wallet-key.ts";
import { VoucherCodeField } from "./code-field.ts";
import { groupsOf } from "./groups.ts";

export interface AskVoucherProps {
  /** As typed. */
  code: string;
  problem?: RefusalReason;
}

/**
 * Where a voucher's code is put in. In a link it stands in the fragment, which no server ever sees; a script copies it
 * into the field, without scripts it is typed.
 */
export function askVoucherPage(page: Page, { code, problem }: AskVoucherProps): string {
  const { t } = page;
  const error = problem === undefined ? undefined : t(`errors.reason.${problem}`);
  return renderPage(
    page,
    { title: t("vouchers.title"), width: "form", isPrivate: true, islands: ["join", "scan", "dialog"] },
    () => [
      ErrorSummary({ errors: error === undefined ? [] : [{ name: "code", message: error }] }),
      PageHead({ title: t("vouchers.title"), lead: t("vouchers.lead") }),
      html`<form class="form" method="post" action="/voucher" data-join>
      ${VoucherCodeField({ code, error })}
      ${ScanButtons({ into: "code", takes: "voucher" })}
      <div>${Button({ label: t("vouchers.look"), kind: "primary", size: "large", icon: "ticket" })}</div>
    </form>`,
      ScanDialog(),
    ],
  );
}

export interface VoucherProps {
  code: string;
  amountMsat: bigint;
  expiresAtMs: bigint;
  /** What was made of it; undefined while it waits for its holder. */
  token: GivenToken | undefined;
  walletKey?: string;
  errors?: readonly FormError[];
}

/** What a voucher is good for, and what can be done with it; once it was taken, its token. */
export function voucherPage(page: Page, props: VoucherProps): string {
  const { t, format } = page;
  const { token, errors = [] } = props;
  const amount = format.sats(props.amountMsat, { isExact: true });
  const time = format.dateTime(props.expiresAtMs);
  const title = t("vouchers.good.title");
  return renderPage(page, { title, width: "text", isPrivate: true, islands: ["copy"] }, () => [
    ErrorSummary({ errors }),
    PageHead({
      title,
      lead: token === undefined ? t("vouchers.good.until", { amount, time }) : t("vouchers.good.for", { amount }),
    }),
    token === undefined ? Choices(props) : Token(props.code, token),
    CopyAnnouncer(),
  ]);
}

function Choices(props: VoucherProps): Slot {
  const { t } = usePage();
  const { code } = props;
  return html`<div class="stack">
    ${Card({
      title: t("vouchers.pay.title"),
      children: [
        html`<p class="soft">${t("vouchers.pay.text")}</p>`,
        CopyField({ id: "voucher", label: t("vouchers.code"), value: groupsOf(code).join(" ") }),
        html`<div class="row">${LinkButton({ href: "/", label: t("vouchers.pay.shop"), icon: "store" })}</div>`,
      ],
    })}
    ${Card({ title: t("vouchers.token.title"), children: TakeForm(props) })}
  </div>`;
}

function TakeForm({ code, walletKey = "", errors = [] }: VoucherProps): Slot {
  const { t } = usePage();
  return [
    html`<p class="soft">${t("vouchers.token.text")}</p>`,
    html`<form class="form" method="post" action="/voucher/token">
      <input type="hidden" name="code" value=${code} />
      ${WalletKey({ walletKey, errors })}
      <div class="row">${Button({ label: t("giving.token.ask"), icon: "coins" })}</div>
    </form>`,
  ];
}

/** No page looks again by itself here: it would have to say the code. */
function Token(code: string, token: GivenToken): Html {
  const { t } = usePage();
  const isMaking = token.text === undefined && !token.isClaimed;
  return html`<div class="stack">
    ${isMaking ? html`<p class="soft">${t("vouchers.token.waits")}</p>` : TokenCard(token)}
    <form method="post" action="/voucher">
      <input type="hidden" name="code" value=${code} />
      ${Button({ label: t("vouchers.again"), icon: "refresh-cw" })}
    </form>
  </div>`;
}
