import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { DocumentProps } from "../document.ts";
import { usePage } from "../page.ts";
import type { Page } from "../page.ts";

/** Everything a browser or a shared link needs to know, without one inline script or style. */
export function Head(props: DocumentProps): Html {
  const page = usePage();
  const { href } = page.assets;
  return html`<head>
    <meta charset="utf-8" />
    <title>${props.title === page.hubName ? page.hubName : `${props.title} · ${page.hubName}`}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href=${href["app.css"]} />
    ${colours(page)}
    ${props.isPrivate === true ? privacy() : sharing(page, props)}
    <link rel="icon" href=${href["favicon.svg"]} type="image/svg+xml" />
    <link rel="icon" href=${href["favicon.png"]} type="image/png" sizes="48x48" />
    <link rel="apple-touch-icon" href=${href["apple-touch-icon.png"]} />
    <link rel="manifest" href=${href["site.webmanifest"]} />
    ${props.refreshSeconds !== undefined && html`<noscript><meta http-equiv="refresh" content=${props.refreshSeconds} /></noscript>`}
    ${(props.islands ?? []).map((island) => html`<script type="module" src=${href[`islands/${island}.js`]}></script>`)}
  </head>`;
}

/** The colour of the browser's own frame. */
function colours({ theme, assets: { themeColor } }: Page): Slot {
  if (theme !== "auto") return html`<meta name="theme-color" content=${themeColor[theme]} />`;
  return [
    html`<meta name="theme-color" content=${themeColor.light} media="(prefers-color-scheme: light)" />`,
    html`<meta name="theme-color" content=${themeColor.dark} media="(prefers-color-scheme: dark)" />`,
  ];
}

function privacy(): Slot {
  return [
    html`<meta name="robots" content="noindex, nofollow" />`,
    html`<meta name="referrer" content="same-origin" />`,
  ];
}

/** Open Graph: the card that messengers make of a link. */
function sharing({ origin, path, hubName, locale }: Page, { title, description, image }: DocumentProps): Slot {
  const address = `${origin}${path}`;
  return [
    description !== undefined && html`<meta name="description" content=${description} />`,
    html`<meta property="og:title" content=${title} />`,
    html`<meta property="og:site_name" content=${hubName} />`,
    html`<meta property="og:type" content="website" />`,
    html`<meta property="og:url" content=${address} />`,
    html`<meta property="og:locale" content=${locale === "ko" ? "ko_KR" : "en_GB"} />`,
    description !== undefined && html`<meta property="og:description" content=${description} />`,
    image !== undefined && html`<meta property="og:image" content=${`${origin}${image.path}`} />`,
    image !== undefined && html`<meta property="og:image:alt" content=${image.alt} />`,
    html`<meta name="twitter:card" content=${image === undefined ? "summary" : "summary_large_image"} />`,
  ];
}
