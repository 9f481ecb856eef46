import { Icon } from "../components/icon.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import type { Theme } from "../page.ts";
import { ownPath } from "../safe-url.ts";

const THEMES: readonly Theme[] = ["auto", "light", "dark"];

/** All three choices, in words. */
export function ThemeSwitch(): Html {
  const { theme, path, t } = usePage();
  return html`<form method="post" action="/settings/theme" class="switch" aria-label=${t("chrome.theme.label")}>
    <input type="hidden" name="return" value=${ownPath(path)} />
    ${THEMES.map((choice) => html`<button name="theme" value=${choice} aria-pressed=${String(choice === theme)}>${t(`chrome.theme.${choice}`)}</button>`)}
  </form>`;
}

/** The one press to the other brightness. The stylesheet shows the button that would change something. */
export function ThemeToggle(): Html {
  const { path, t } = usePage();
  return html`<form method="post" action="/settings/theme" class="header-theme">
    <input type="hidden" name="return" value=${ownPath(path)} />
    <button class="nav-button to-dark" name="theme" value="dark" aria-label=${t("chrome.theme.to-dark")}>${Icon({ name: "moon" })}</button>
    <button class="nav-button to-light" name="theme" value="light" aria-label=${t("chrome.theme.to-light")}>${Icon({ name: "sun" })}</button>
  </form>`;
}
