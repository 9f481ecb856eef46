import type { ListedMint } from "../../../../app/ecash/list-mints.ts";
import { Link } from "../../../components/link.ts";
import { Notice } from "../../../components/notice.ts";
import type { NoticeProps } from "../../../components/notice.ts";
import { html } from "../../../html.ts";
import type { Slot } from "../../../html.ts";
import type { Page } from "../../../page.ts";
import { mintHref } from "./mint-state.ts";

export interface EcashTroubles {
  mints: readonly Pick<ListedMint, "url" | "state">[];
  /** Operations that are left to a person. */
  blocked: number;
}

/** What of the hub's e-cash has to be looked at by a person. */
export function aboutEcash({ t }: Pick<Page, "t">, { mints, blocked }: EcashTroubles): NoticeProps[] {
  const [first, ...further] = mints.filter(({ state }) => state === "quarantined");
  const quarantined: NoticeProps[] =
    first === undefined
      ? []
      : [
          {
            tone: "bad",
            title: t("ecash.quarantine.some", { count: further.length + 1 }),
            text: t("ecash.quarantine.some.text"),
            action: Link({
              href: further.length === 0 ? mintHref(first.url) : "/owner/ecash",
              label: t("ecash.quarantine.some.action"),
            }),
          },
        ];
  if (blocked === 0) return quarantined;
  const action = Link({ href: "/owner/ecash/journal?show=blocked", label: t("ecash.blocked.some.action") });
  const left = t("ecash.blocked.some", { count: blocked });
  return [...quarantined, { tone: "bad", title: left, text: t("ecash.blocked.some.text"), action }];
}

export function Troubles({ notices }: { notices: readonly NoticeProps[] }): Slot {
  return notices.length > 0 && html`<div class="stack">${notices.map((each) => Notice(each))}</div>`;
}
