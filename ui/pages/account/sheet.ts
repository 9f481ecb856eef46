import type { Role } from "../../../app/domain/permissions.ts";
import { Facts } from "../../components/facts.ts";
import { Qr } from "../../components/qr.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { sheetNumber } from "./sheet-number.ts";

export interface SheetProps {
  id: string;
  /** In capitals, without spaces. */
  code: string;
  createdAtMs: bigint;
  /** Of the person; empty when the hub knows none. */
  name: string;
  role: Role;
  /** Scheme and host under which the sheet is to be opened. */
  address: string;
}

const LINES = 3;

/** One page to keep in a drawer: what opens the account above the fold, what to know below. The PIN is never on it. */
export function Sheet(props: SheetProps): Html {
  const { t } = usePage();
  return html`<article class="sheet" aria-labelledby="sheet">
    ${Head(props)} ${Opening(props)} ${Code(props)}
    <p class="sheet-fold">${t("backup.sheet.fold")}</p>
    ${Advice()}
    <div class="sheet-notes">
      <h3>${t("backup.sheet.notes")}</h3>
      ${Array.from({ length: LINES }, () => html`<div class="sheet-line"></div>`)}
    </div>
  </article>`;
}

function Head({ name }: SheetProps): Html {
  const { t, hubName: hub, assets } = usePage();
  return html`<header class="sheet-head">
    <div class="sheet-hub"><img src=${assets.href["favicon.svg"]} alt="" width="36" height="36" /><span>${hub}</span></div>
    <h2 id="sheet">${t("backup.sheet.title")}</h2>
    <p>${name === "" ? t("backup.sheet.lead.nameless", { hub }) : t("backup.sheet.lead", { name, hub })}</p>
  </header>`;
}

function Opening({ id, code, createdAtMs, name, role, address }: SheetProps): Html {
  const { t, format } = usePage();
  const whom = t(`backup.sheet.role.${role}`);
  return html`<div class="sheet-open">
    ${Qr({ text: `${address}/recover#${id}.${code}`, label: t("backup.sheet.qr"), isOnPaper: true })}
    ${Facts({
      facts: [
        { name: t("backup.sheet.for"), value: name === "" ? whom : `${name}, ${whom}` },
        { name: t("backup.sheet.made"), value: format.date(createdAtMs) },
        { name: t("backup.sheet.number"), value: sheetNumber(id) },
        { name: t("backup.sheet.needs"), value: t("backup.sheet.needs.pin") },
      ],
    })}
  </div>`;
}

/** All that has to be typed where a camera is of no use. */
function Code({ code, address }: SheetProps): Html {
  const { t } = usePage();
  const groups = code.match(/.{1,4}/g) ?? [];
  return html`<div class="sheet-code">
    <h3>${t("backup.sheet.code")}</h3>
    <p class="sheet-address">${address}/recover</p>
    <p class="sheet-groups">${groups.map((group) => html`<span>${group}</span> `)}</p>
  </div>`;
}

function Advice(): Html {
  const { t } = usePage();
  return html`<div class="sheet-advice">
    <section>
      <h3>${t("backup.sheet.how")}</h3>
      <ol>
        <li>${t("backup.sheet.how.scan")}</li>
        <li>${t("backup.sheet.how.pin")}</li>
        <li>${t("backup.sheet.how.next")}</li>
      </ol>
    </section>
    <section>
      <h3>${t("backup.sheet.care")}</h3>
      <ul>
        <li>${t("backup.sheet.care.pin")}</li>
        <li>${t("backup.sheet.care.lost")}</li>
        <li>${t("backup.sheet.care.hold")}</li>
        <li>${t("backup.sheet.care.moved")}</li>
      </ul>
    </section>
  </div>`;
}
