import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { LanguageSwitch } from "./language-switch.ts";
import { ThemeSwitch } from "./theme-switch.ts";

/** What this place is, the doors for those who work here, and how the page should look. */
export function Footer(): Html {
  const { t, viewer } = usePage();
  return html`<footer class="footer" aria-label=${t("chrome.footer.label")}>
    <div class="wrap footer-row">
      <div class="footer-about">
        <p>${t("chrome.footer.about")}</p>
        <div class="footer-links">
          <a href="/">${t("chrome.footer.market")}</a>
          ${(viewer.isSeller || !viewer.isSignedIn) && html`<a href="/desk">${t("chrome.footer.sell")}</a>`}
          ${!viewer.isSignedIn && html`<a href="/sign-in">${t("chrome.footer.sign-in")}</a>`}
          <a href="/docs">${t("chrome.footer.api")}</a>
        </div>
      </div>
      <div class="footer-switches">${LanguageSwitch({ look: "switch" })}${ThemeSwitch()}</div>
    </div>
  </footer>`;
}
