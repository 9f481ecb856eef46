import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { LOCALES } from "../i18n/choose.ts";
import type { Locale } from "../i18n/choose.ts";
import { usePage } from "../page.ts";
import { ownPath } from "../safe-url.ts";

/** Each language in its own words. */
const names: Readonly<Record<Locale, string>> = { en: "English", ko: "한국어" };

/** Asks for the other language; the server keeps the choice in a cookie and comes back here. */
export function LanguageSwitch({ look }: { look: "nav" | "switch" }): Html {
  const { locale, path, t } = usePage();
  const others = LOCALES.filter((other) => look === "switch" || other !== locale);
  return html`<form method="post" action="/settings/language" class=${look === "switch" ? "switch" : undefined} aria-label=${look === "switch" ? t("chrome.language.label") : undefined}>
    <input type="hidden" name="return" value=${ownPath(path)} />
    ${others.map(
      (
        other,
      ) => html`<button class=${look === "nav" ? "nav-button" : undefined} name="language" value=${other} lang=${other}
      aria-pressed=${look === "switch" ? String(other === locale) : undefined}>${names[other]}</button>`,
    )}
  </form>`;
}
