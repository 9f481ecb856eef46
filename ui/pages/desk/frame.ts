import { Button } from "../../components/button.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { Tabs } from "../../components/tabs.ts";
import { renderPage } from "../../document.ts";
import type { DocumentProps } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

/** Whose desk it is and where it stands: the seller's own, or the owner's view of any stall. */
export interface Desk {
  base: string;
  stall: { id: string; slug: string; title: string; contact: string; state: "open" | "closed" };
  /** What whoever sits there may do besides looking: change goods and words, move orders on, let programs listen, ask for money. */
  may: { edit: boolean; handle: boolean; connect: boolean; pay: boolean };
}

export type DeskTab = "now" | "orders" | "products" | "money" | "stall";

export interface DeskFrameProps {
  desk: Desk;
  tab: DeskTab;
  title: string;
  lead?: string;
  back?: { href: string; label: string };
  actions?: () => Slot;
  /** What was just done. */
  notice?: string | undefined;
  /** Why it could not be done. */
  warning?: string | undefined;
  islands?: DocumentProps["islands"];
  /** Without scripts the page looks again after so many seconds. */
  refreshSeconds?: number;
}

/** A page of the desk: tabs, what just happened, heading, and the page's own content. */
export function deskPage(page: Page, props: DeskFrameProps, body: () => Slot): string {
  const { desk, title } = props;
  const shell = {
    title: `${title} · ${desk.stall.title}`,
    isPrivate: true,
    islands: props.islands ?? [],
    refreshSeconds: props.refreshSeconds,
  };
  return renderPage(page, shell, () => [
    Head(props),
    props.notice !== undefined && Notice({ tone: "good", text: props.notice }),
    props.warning !== undefined && Notice({ tone: "warn", text: props.warning }),
    body(),
  ]);
}

function Head({ desk, tab, title, lead, back, actions }: DeskFrameProps): Html {
  const { t, viewer } = usePage();
  const own = html`<form method="post" action="/sign-out">
    ${Button({ label: t("desk.signout"), kind: "quiet", icon: "log-out" })}
  </form>`;
  return html`<div class="desk-head">
    <div class="row row-apart no-print">
      <p class="soft">${desk.stall.title}</p>
      ${!viewer.isSeller ? LinkButton({ href: "/owner/stalls", label: t("owner.title"), kind: "quiet", icon: "arrow-left" }) : own}
    </div>
    ${DeskTabs({ desk, tab })}
    ${PageHead({ title, ...(lead === undefined ? {} : { lead }), ...(back === undefined ? {} : { back }), ...(actions === undefined ? {} : { actions: actions() }) })}
  </div>`;
}

function DeskTabs({ desk, tab }: Pick<DeskFrameProps, "desk" | "tab">): Html {
  const { t } = usePage();
  return Tabs({
    label: t("desk.title"),
    tabs: [
      { href: desk.base, label: t("desk.tab.now"), icon: "bell", isHere: tab === "now" },
      { href: `${desk.base}/orders`, label: t("desk.tab.orders"), icon: "package", isHere: tab === "orders" },
      { href: `${desk.base}/products`, label: t("desk.tab.products"), icon: "tag", isHere: tab === "products" },
      { href: `${desk.base}/money`, label: t("money.tab"), icon: "wallet", isHere: tab === "money" },
      { href: `${desk.base}/stall`, label: t("desk.tab.stall"), icon: "store", isHere: tab === "stall" },
    ],
  });
}
