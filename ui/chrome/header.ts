import { Awning } from "../components/awning.ts";
import { Icon } from "../components/icon.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import type { IconName } from "../icons.ts";
import { usePage } from "../page.ts";
import { LanguageSwitch } from "./language-switch.ts";
import { ThemeToggle } from "./theme-switch.ts";

/** Awning, mark, and the few places one can go. */
export function Header(): Html {
  const { t, hubName, viewer, assets } = usePage();
  return html`<header class="header">
    ${Awning({})}
    <div class="wrap header-row">
      <a class="brand" href="/"><img class="brand-mark" src=${assets.href["favicon.svg"]} alt="" width="36" height="36" /><span class="brand-name">${hubName}</span></a>
      ${LanguageSwitch({ look: "nav" })}
      ${ThemeToggle()}
      <nav class="nav" aria-label=${t("chrome.nav.label")}>
        ${viewer.adminAddress !== undefined && NavLink({ href: `${viewer.adminAddress}/owner`, icon: "activity", label: t("chrome.nav.owner") })}
        ${viewer.isSeller && NavLink({ href: "/desk", icon: "store", label: t("chrome.nav.desk") })}
        ${viewer.isSignedIn && NavLink({ href: "/account", icon: "user", label: t("chrome.nav.account") })}
        ${BasketLink()}
      </nav>
    </div>
  </header>`;
}

function NavLink({ href, icon, label }: { href: string; icon: IconName; label: string }): Html {
  const { path } = usePage();
  const isHere = path === href || path.startsWith(`${href}/`);
  return html`<a class="nav-link" href=${href} aria-current=${isHere ? "page" : undefined}>
    ${Icon({ name: icon })}<span class="unseen">${label}</span><span class="nav-words" aria-hidden="true">${label}</span>
  </a>`;
}

function BasketLink(): Html {
  const { t, path, basketCount, format } = usePage();
  const spoken = basketCount === 0 ? t("chrome.nav.basket") : t("chrome.nav.basket.count", { count: basketCount });
  return html`<a class="nav-link" href="/basket" aria-current=${path.startsWith("/basket") ? "page" : undefined}>
    ${Icon({ name: "shopping-basket" })}<span class="unseen">${spoken}</span><span class="nav-words" aria-hidden="true">${t("chrome.nav.basket")}</span>
    ${basketCount > 0 && html`<span class="nav-count" aria-hidden="true">${format.number(basketCount)}</span>`}
  </a>`;
}
