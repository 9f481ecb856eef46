import type { VoucherState } from "../../../app/db/schema.ts";
import type { VoucherSummary, VoucherSums } from "../../../app/ecash/vouchers/list-vouchers.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Empty } from "../../components/empty.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { Pagination } from "../../components/pagination.ts";
import { Section } from "../../components/section.ts";
import { State } from "../../components/state.ts";
import type { Tone } from "../../components/state.ts";
import { Stats } from "../../components/stat.ts";
import { Table } from "../../components/table.ts";
import type { RefusalReason } from "../../../app/domain/refusal.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { labelled } from "../labelled.ts";
import type { FormError } from "../labelled.ts";
import { ProveIt } from "../money/prove-it.ts";
import { errorAt } from "../money/sending-form.ts";
import { orderNumber } from "../order/number.ts";
import { ownerPage } from "./frame.ts";

/** As typed. */
export type VoucherForm = Record<(typeof FIELDS)[number], string>;

const FIELDS = ["amount", "count", "days", "note"] as const;

export interface OwnerVouchersProps {
  vouchers: readonly VoucherSummary[];
  nextBefore: string | undefined;
  isFirstPage: boolean;
  sums: VoucherSums;
  /** Whether the hub has a mint to make them of. */
  hasMint: boolean;
  /** Of the vouchers that the form will make, so that pressing twice makes them once. */
  batch: string;
  form: VoucherForm;
  errors: readonly FormError[];
  refused: RefusalReason | undefined;
}

const BASE = "/owner/vouchers";

/** What was given out in vouchers and what became of it, and making more. */
export function ownerVouchersPage(page: Page, props: OwnerVouchersProps): string {
  const { t } = page;
  const frame = {
    tab: "money",
    title: t("vouchers.owner.title"),
    lead: t("vouchers.owner.lead"),
    back: { href: "/owner/outgoing", label: t("money.out.title") },
  } as const;
  return ownerPage(page, frame, () => [
    ErrorSummary({ errors: labelled(props.errors, new Map(FIELDS.map((name) => [name, t(`vouchers.form.${name}`)]))) }),
    props.refused !== undefined && Notice({ tone: "bad", text: t(`errors.reason.${props.refused}`) }),
    Figures(props),
    Making(props),
    List(props),
  ]);
}

const OUT = ["making", "waiting", "leaving"] as const;
const HAD = ["taken", "used", "gone"] as const;

function Figures({ sums }: OwnerVouchersProps): Html {
  const { t } = usePage();
  const stat = (label: string, states: readonly VoucherState[]) => {
    const found = states.flatMap((state) => sums.get(state) ?? []);
    const count = found.reduce((sum, each) => sum + each.count, 0);
    const amountMsat = found.reduce((sum, each) => sum + each.amountMsat, 0n);
    const note = html`<span class="soft small">${t("vouchers.owner.count", { count })}</span>`;
    return { label, value: Money({ amountMsat, isExact: true }), note };
  };
  return Stats({
    stats: [
      stat(t("vouchers.owner.out"), OUT),
      stat(t("vouchers.owner.had"), HAD),
      stat(t("vouchers.owner.back-again"), ["returned"]),
    ],
  });
}

function Making(props: OwnerVouchersProps): Slot {
  const { t, viewer } = usePage();
  if (!props.hasMint)
    return Empty({ icon: "coins", title: t("vouchers.owner.no-mint"), text: t("vouchers.owner.no-mint.text") });
  if (!viewer.may("vouchers.make")) return undefined;
  if (!viewer.hasProved) return ProveIt({ wanted: BASE });
  return Card({ title: t("vouchers.form.title"), children: MakeForm(props) });
}

function MakeForm({ form, errors, batch }: OwnerVouchersProps): Html {
  const { t } = usePage();
  const field = (name: keyof VoucherForm, more: { unit?: string; hint?: string; isOptional?: boolean }) =>
    Field({
      kind: "text",
      name,
      label: t(`vouchers.form.${name}`),
      value: form[name],
      autocomplete: "off",
      ...(name === "note" ? {} : { inputMode: "numeric" as const, maxLength: 12 }),
      ...more,
      ...errorAt(errors, name),
    });
  return html`<form class="form" method="post" action=${BASE}>
    <input type="hidden" name="batch" value=${batch} />
    ${field("amount", { unit: "sat" })} ${field("count", {})}
    ${field("days", { hint: t("vouchers.form.days.hint") })}
    ${field("note", { hint: t("vouchers.form.note.hint"), isOptional: true })}
    <p class="soft small">${t("vouchers.form.text")}</p>
    <div class="row">${Button({ label: t("vouchers.form.do"), kind: "primary", size: "large", icon: "ticket" })}</div>
  </form>`;
}

function List(props: OwnerVouchersProps): Slot {
  const { t } = usePage();
  if (props.vouchers.length === 0)
    return Empty({ icon: "ticket", title: t("vouchers.owner.none"), text: t("vouchers.owner.none.text") });
  return Section({ id: "vouchers", title: t("vouchers.owner.list"), children: [Vouchers(props), Pages(props)] });
}

function Vouchers({ vouchers }: OwnerVouchersProps): Html {
  const { t, format } = usePage();
  return Table<VoucherSummary>({
    caption: t("vouchers.owner.list"),
    rows: vouchers,
    columns: [
      { label: t("vouchers.owner.made"), isName: true, cell: ({ createdAtMs }) => format.dateTime(createdAtMs) },
      { label: t("vouchers.owner.state"), cell: StateOf },
      { label: t("vouchers.owner.until"), cell: ({ expiresAtMs }) => format.date(expiresAtMs) },
      { label: t("vouchers.owner.note"), cell: ({ note }) => (note === "" ? "—" : note) },
      {
        label: t("vouchers.owner.amount"),
        align: "end",
        cell: ({ amountMsat }) => Money({ amountMsat, isExact: true }),
      },
    ],
  });
}

const TONES: Readonly<Record<VoucherState, Tone>> = {
  making: "info",
  failed: "bad",
  waiting: "info",
  leaving: "info",
  taken: "good",
  used: "good",
  returned: "info",
  gone: "warn",
};

function StateOf({ state, orderId }: VoucherSummary): Html {
  const { t } = usePage();
  const words = State({ label: t(`vouchers.state.${state}`), tone: TONES[state] });
  if (orderId === undefined) return words;
  return html`<div class="stack stack-close">
    <span>${words}</span>
    <a class="target" href=${`/owner/orders/${orderId}`}>${t("vouchers.owner.order", { number: orderNumber(orderId) })}</a>
  </div>`;
}

function Pages({ isFirstPage, nextBefore }: OwnerVouchersProps): Slot {
  return Pagination({
    previousHref: isFirstPage ? undefined : BASE,
    nextHref: nextBefore === undefined ? undefined : `${BASE}?before=${nextBefore}`,
    order: "time",
  });
}
