import { Button } from "../../components/button.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { Tabs } from "../../components/tabs.ts";
import { renderPage } from "../../document.ts";
import type { DocumentProps } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

export type OwnerTab = "overview" | "orders" | "payments" | "money" | "ecash" | "stalls" | "people" | "audit";

export interface OwnerFrameProps {
  tab: OwnerTab;
  title: string;
  lead?: string;
  back?: { href: string; label: string };
  actions?: () => Slot;
  /** What was just done. */
  notice?: string | undefined;
  islands?: DocumentProps["islands"];
  /** For a page that shows how something goes on. */
  refreshSeconds?: number;
}

/** A page of the owner's desk. */
export function ownerPage(page: Page, props: OwnerFrameProps, body: () => Slot): string {
  const { title, islands = [], refreshSeconds } = props;
  return renderPage(page, { title, isPrivate: true, islands, refreshSeconds }, () => [
    Head(props),
    props.notice !== undefined && Notice({ tone: "good", text: props.notice }),
    body(),
  ]);
}

function Head({ tab, title, lead, back, actions }: OwnerFrameProps): Html {
  const { t, viewer } = usePage();
  const people = {
    href: "/owner/people",
    label: t("people.tab.people"),
    icon: "users",
    isHere: tab === "people",
  } as const;
  const acts = {
    href: "/owner/audit",
    label: t("people.tab.audit"),
    icon: "file-text",
    isHere: tab === "audit",
  } as const;
  return html`<div class="desk-head">
    <div class="row row-apart no-print">
      <p class="soft">${t("owner.title")}</p>
      <form method="post" action="/sign-out">
        ${Button({ label: t("owner.signout"), kind: "quiet", icon: "log-out" })}
      </form>
    </div>
    ${Tabs({
      label: t("owner.title"),
      tabs: [
        { href: "/owner", label: t("owner.tab.overview"), icon: "activity", isHere: tab === "overview" },
        { href: "/owner/orders", label: t("owner.tab.orders"), icon: "package", isHere: tab === "orders" },
        { href: "/owner/payments", label: t("owner.tab.payments"), icon: "zap", isHere: tab === "payments" },
        { href: "/owner/outgoing", label: t("money.tab.out"), icon: "send", isHere: tab === "money" },
        { href: "/owner/ecash", label: t("ecash.title"), icon: "coins", isHere: tab === "ecash" },
        { href: "/owner/stalls", label: t("owner.tab.stalls"), icon: "store", isHere: tab === "stalls" },
        ...(viewer.may("people.read") ? [people] : []),
        ...(viewer.may("audit.read") ? [acts] : []),
      ],
    })}
    ${PageHead({ title, ...(lead === undefined ? {} : { lead }), ...(back === undefined ? {} : { back }), ...(actions === undefined ? {} : { actions: actions() }) })}
  </div>`;
}
