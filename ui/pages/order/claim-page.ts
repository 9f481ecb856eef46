import type { RefusalReason } from "../../../app/domain/refusal.ts";
import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { Section } from "../../components/section.ts";
import { renderPage } from "../../document.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { OutgoingTable } from "../money/outgoing-table.ts";
import { CheckSending, SendingFields } from "../money/sending-form.ts";
import type { SendingForm, Understood } from "../money/sending-form.ts";

export interface ClaimProps {
  /** Path of the order's page, key included. */
  address: string;
  owedMsat: bigint;
  /** What was asked for before, newest first. */
  outgoing: readonly OutgoingSummary[];
  /** Whether the hub's node sends anything by itself. */
  sends: boolean;
  form: SendingForm;
  errors: readonly FormError[];
  refused?: RefusalReason;
  isAsked: boolean;
}

/** Where a buyer says where the money goes that is owed to them, and sees where it is. */
export function claimPage(page: Page, props: ClaimProps): string {
  const { t, format } = page;
  const { address, owedMsat, outgoing, errors, refused } = props;
  const lead =
    owedMsat === 0n
      ? t("money.claim.none")
      : t("money.claim.lead", { amount: format.sats(owedMsat, { isExact: true }) });
  return renderPage(page, { title: t("money.claim.title"), width: "text", isPrivate: true }, () => [
    ErrorSummary({ errors }),
    props.isAsked && Notice({ tone: "good", text: t("money.claim.asked") }),
    refused !== undefined && Notice({ tone: "bad", text: t(`errors.reason.${refused}`) }),
    PageHead({ title: t("money.claim.title"), lead, back: { href: address, label: t("money.claim.back") } }),
    owedMsat > 0n && Claim(props),
    outgoing.length > 0 &&
      Section({
        id: "refunds",
        title: t("money.claim.list"),
        children: OutgoingTable({ caption: t("money.claim.list"), outgoing: outgoing.map(forBuyer) }),
      }),
  ]);
}

/** What somebody wrote about a refund by hand is for the shop alone. */
function forBuyer(outgoing: OutgoingSummary): OutgoingSummary {
  return outgoing.to.kind === "by-hand" ? { ...outgoing, to: { kind: "by-hand", text: "" } } : outgoing;
}

function Claim({ address, owedMsat, outgoing, form, errors, sends }: ClaimProps): Slot {
  const { t, format } = usePage();
  const [last] = outgoing;
  const isGivenUp = last?.state === "cancelled" && last.reason !== "taken-back";
  return [
    isGivenUp && Notice({ tone: "warn", text: t("money.claim.again") }),
    !sends && Notice({ tone: "info", text: t("money.claim.by-hand") }),
    SendingFields({
      action: `${address}/refund`,
      form,
      errors,
      hasAmount: false,
      destinationHint: t("money.claim.hint", { amount: format.sats(owedMsat, { isExact: true }) }),
    }),
  ];
}

/** How it was understood, before anything is written. */
export function checkClaimPage(
  page: Page,
  { address, understood }: { address: string; understood: Understood },
): string {
  const { t, format } = page;
  const back = { href: `${address}/refund`, label: t("money.claim.title") };
  const label = t("money.claim.do", { amount: format.sats(understood.amountMsat, { isExact: true }) });
  return renderPage(page, { title: t("money.check.title"), width: "text", isPrivate: true }, () => [
    PageHead({ title: t("money.check.title"), back }),
    CheckSending({ action: back.href, back: back.href, label, understood }),
  ]);
}
