import { renderToString } from "preact-render-to-string";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import type { Locale } from "../i18n/choose.ts";
import { safeUrl } from "../safe-url.ts";
import type { Block } from "./block.ts";

/**
 * The letter in the plainest HTML there is: no styles, which mail programs each read in their own way, and nothing
 * that is fetched from anywhere, so that nobody learns when it was opened.
 */
export function asHtml(locale: Locale, title: string, blocks: readonly Block[]): string {
  const letter = html`<html lang=${locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
    </head>
    <body>${blocks.map(drawn)}</body>
  </html>`;
  return `<!doctype html>${renderToString(letter)}`;
}

function drawn(block: Block): Html {
  switch (block.kind) {
    case "words":
      return html`<p>${block.text}</p>`;
    case "code":
      return html`<p><strong><code>${block.text}</code></strong></p>`;
    case "link":
      return html`<p><a href=${safeUrl(block.href)}>${block.label}</a></p>`;
    case "small":
      return html`<p><small>${block.text}</small></p>`;
  }
}
