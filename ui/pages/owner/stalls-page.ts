import type { Stall } from "../../../app/catalog/product.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { CopyAnnouncer, CopyField } from "../../components/copy-field.ts";
import { Empty } from "../../components/empty.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Qr } from "../../components/qr.ts";
import { Section } from "../../components/section.ts";
import { State } from "../../components/state.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { labelled } from "../labelled.ts";
import { errorFor } from "../desk/product-form.ts";
import type { FormError } from "../labelled.ts";
import { ownerPage } from "./frame.ts";

export interface NewStallForm {
  title: string;
  slug: string;
  contact: string;
}

export interface StallsProps {
  stalls: readonly Stall[];
  form: NewStallForm;
  errors: readonly FormError[];
  notice: string | undefined;
}

/** Who sells here, and the way to more of them. */
export function stallsPage(page: Page, props: StallsProps): string {
  const { t } = page;
  return ownerPage(page, { tab: "stalls", title: t("owner.stalls.title"), notice: props.notice }, () => [
    ErrorSummary({
      errors: labelled(
        props.errors,
        new Map([
          ["title", t("desk.stall.name")],
          ["slug", t("owner.stalls.new.slug")],
          ["contact", t("owner.stalls.new.contact")],
        ]),
      ),
    }),
    props.stalls.length === 0
      ? Empty({ icon: "store", title: t("owner.stalls.empty.title"), text: t("owner.stalls.empty.text") })
      : Stalls(props),
    page.viewer.may("stalls.open") && Section({ id: "new", title: t("owner.stalls.new"), children: NewStall(props) }),
  ]);
}

function Stalls({ stalls }: StallsProps): Html {
  const { t, format } = usePage();
  return Table<Stall>({
    caption: t("owner.stalls.title"),
    rows: stalls,
    columns: [
      {
        label: t("owner.orders.stall"),
        isName: true,
        cell: (stall) => html`<a class="target" href=${`/stalls/${stall.slug}`}>${stall.title}</a>`,
      },
      {
        label: t("owner.stalls.state"),
        cell: ({ state }) =>
          state === "open"
            ? State({ label: t("owner.stalls.open"), tone: "good" })
            : State({ label: t("owner.stalls.closed"), tone: "warn" }),
      },
      { label: t("owner.stalls.products"), align: "end", cell: (stall) => format.number(stall.listedProducts) },
      { label: t("owner.stalls.action"), cell: Actions },
    ],
  });
}

function Actions(stall: Stall): Html {
  const { t, viewer } = usePage();
  return html`<div class="row">
    ${LinkButton({ href: `/owner/stalls/${stall.id}/desk`, label: t("owner.stalls.desk") })}
    ${viewer.may("sellers.invite") && Invite(stall)}
  </div>`;
}

function Invite({ id, title }: Stall): Html {
  const { t } = usePage();
  return html`<form method="post" action=${`/owner/stalls/${id}/invite`}>
    ${Button({ label: t("owner.stalls.invite"), spoken: t("owner.stalls.invite.of", { stall: title }), icon: "ticket" })}
  </form>`;
}

function NewStall({ form, errors }: StallsProps): Html {
  const { t, origin } = usePage();
  const hint = t("owner.stalls.new.slug.hint", { example: `${origin}/stalls/…` });
  return html`<form class="form" method="post" action="/owner/stalls">
    ${Field({ kind: "text", name: "title", label: t("desk.stall.name"), value: form.title, maxLength: 80, ...errorFor(errors, "title") })}
    ${Field({ kind: "text", name: "slug", label: t("owner.stalls.new.slug"), hint, value: form.slug, maxLength: 40, autocomplete: "off", ...errorFor(errors, "slug") })}
    ${Field({ kind: "text", name: "contact", label: t("owner.stalls.new.contact"), hint: t("desk.stall.contact.hint"), value: form.contact, maxLength: 200, autocomplete: "off", isOptional: true, ...errorFor(errors, "contact") })}
    <div class="row">${Button({ label: t("owner.stalls.new.action"), kind: "primary", icon: "store" })}</div>
  </form>`;
}

export interface InvitedProps {
  stall: Stall;
  /** The whole link, code included; never stored and never shown again. */
  link: string;
  expiresAtMs: bigint;
}

/** The link that makes somebody a seller, shown this once. */
export function invitedPage(page: Page, { stall, link, expiresAtMs }: InvitedProps): string {
  const { t, format } = page;
  const frame = {
    tab: "stalls",
    title: t("owner.invited.title", { stall: stall.title }),
    lead: t("owner.people.invite.text", { time: format.dateTime(expiresAtMs) }),
    islands: ["copy"],
  } as const;
  return ownerPage(page, frame, () => [
    Card({
      children: html`<div class="pay">
        ${Qr({ text: link, label: t("owner.invited.qr") })}
        ${CopyField({ id: "invitation", label: t("owner.people.invite.made"), value: link })}
        <p class="soft">${t("owner.invited.once")}</p>
      </div>`,
    }),
    html`<div class="row">
      ${LinkButton({ href: "/owner/stalls", label: t("owner.invited.back"), icon: "arrow-left" })}
    </div>`,
    CopyAnnouncer(),
  ]);
}
