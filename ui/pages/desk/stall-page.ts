import type { Stall } from "../../../app/catalog/product.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { CopyAnnouncer, CopyField } from "../../components/copy-field.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Picture } from "../../components/picture.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import type { Translate } from "../../i18n/translate.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";
import { MAX_PICTURE_BYTES, PICTURE_TYPES } from "./picture-cards.ts";
import { labelled } from "../labelled.ts";
import { errorFor } from "./product-form.ts";
import { StallFacts } from "./stall-facts.ts";
import { TERMS_FIELDS, TermsFields, termsLabels } from "./stall-terms.ts";
import type { TermsForm } from "./stall-terms.ts";
import type { FormError } from "../labelled.ts";

/** The stall's own words and terms, as typed. */
export interface StallForm {
  title: string;
  text: string;
  contact: string;
  isOpen: boolean;
  terms: TermsForm;
}

export interface StallDeskProps {
  desk: Desk;
  stall: Stall;
  form: StallForm;
  errors: readonly FormError[];
  notice: string | undefined;
}

/** The stall itself: name, words, sign, open or closed. */
export function stallDeskPage(page: Page, props: StallDeskProps): string {
  const { t, origin } = page;
  const { desk, stall, errors } = props;
  const frame = {
    desk,
    tab: "stall",
    title: desk.may.edit ? t("desk.stall.title") : stall.title,
    islands: ["copy"],
    actions: () => LinkButton({ href: `/stalls/${stall.slug}`, label: t("desk.stall.view"), icon: "eye" }),
    notice: props.notice,
  } as const;
  if (!desk.may.edit) return deskPage(page, frame, () => StallFacts(props));
  return deskPage(page, frame, () => [
    ErrorSummary({ errors: labelled(errors, stallLabels(t)) }),
    html`<div class="split">
      ${Words(props)}
      <div class="stack">
        ${Card({ children: CopyField({ id: "address", label: t("desk.stall.address"), value: `${origin}/stalls/${stall.slug}` }) })}
        ${Card({ title: t("desk.stall.sign"), children: Sign(props) })}
        ${WebhooksCard(desk)}
      </div>
    </div>`,
    CopyAnnouncer(),
  ]);
}

/** The way to the programs that hear of this stall's orders. */
function WebhooksCard({ base }: Desk): Html {
  const { t } = usePage();
  return Card({
    title: t("webhooks.list.title"),
    children: html`<p class="soft">${t("webhooks.card.text")}</p>
      <div class="row">${LinkButton({ href: `${base}/webhooks`, label: t("webhooks.card.action"), icon: "send" })}</div>`,
  });
}

function stallLabels(t: Translate): ReadonlyMap<string, string> {
  return new Map([
    ["title", t("desk.stall.name")],
    ["text", t("desk.stall.words")],
    ["contact", t("desk.stall.contact")],
    ...termsLabels(t),
    ["picture", t("desk.product.picture.file")],
  ]);
}

function Words({ desk, form, errors }: StallDeskProps): Html {
  const { t } = usePage();
  const isTermWrong = errors.some((error) => TERMS_FIELDS.includes(error.name));
  return html`<form class="form" method="post" action=${`${desk.base}/stall`}>
    ${Field({ kind: "text", name: "title", label: t("desk.stall.name"), value: form.title, maxLength: 80, ...errorFor(errors, "title") })}
    ${Field({ kind: "textarea", name: "text", label: t("desk.stall.words"), hint: t("desk.stall.words.hint"), value: form.text, rows: 6, maxLength: 2_000, isOptional: true, ...errorFor(errors, "text") })}
    ${Field({ kind: "text", name: "contact", label: t("desk.stall.contact"), hint: t("desk.stall.contact.hint"), value: form.contact, maxLength: 200, autocomplete: "off", isOptional: true, ...errorFor(errors, "contact") })}
    ${Field({ kind: "checkbox", name: "open", label: t("desk.stall.open"), hint: t("desk.stall.open.hint"), isChecked: form.isOpen, isOptional: true })}
    ${Disclosure({ summary: t("rails.terms.title"), isOpen: isTermWrong, children: TermsFields({ form: form.terms, errors }) })}
    <div class="row">${Button({ label: t("chrome.action.save"), kind: "primary", size: "large" })}</div>
  </form>`;
}

function Sign({ desk, stall, errors }: StallDeskProps): Html {
  const { t, format } = usePage();
  const hint = `${t("desk.stall.sign.hint")} ${t("chrome.file.hint", { size: format.bytes(MAX_PICTURE_BYTES) })}`;
  return html`<div class="stack">
    ${stall.sign !== undefined && Picture({ ...pictureOf(stall.sign), shape: "sign", sizes: "sign" })}
    ${stall.sign !== undefined && html`<form class="row" method="post" action=${`${desk.base}/stall/sign/remove`}>${Button({ label: t("desk.stall.sign.remove"), kind: "quiet", icon: "trash-2" })}</form>`}
    <form class="stack" method="post" enctype="multipart/form-data" action=${`${desk.base}/stall/pictures`}>
      ${Field({ kind: "file", name: "picture", label: t("desk.product.picture.file"), hint, accept: PICTURE_TYPES, ...errorFor(errors, "picture") })}
      <div class="row">${Button({ label: t("desk.stall.sign.upload"), icon: "upload" })}</div>
    </form>
  </div>`;
}
