import { Button } from "../../components/button.ts";
import { LinkButton } from "../../components/link-button.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { Sheet } from "./sheet.ts";
import type { SheetProps } from "./sheet.ts";

/** The sheet on the screen, once, with what to do now above it; on paper there is nothing but the sheet. */
export function sheetPage(page: Page, props: SheetProps & { onwards: string }): string {
  const { t } = page;
  return renderPage(
    page,
    { title: t("backup.sheet.title"), width: "text", isPrivate: true, islands: ["print"] },
    () => [
      html`<div class="no-print stack">
      ${PageHead({ title: t("backup.sheet.now"), lead: t("backup.sheet.once") })} ${Actions(props)}
    </div>`,
      Sheet(props),
    ],
  );
}

function Actions({ onwards }: { onwards: string }): Html {
  const { t } = usePage();
  return html`<div class="row">
    <div class="needs-script" data-print>${Button({ label: t("backup.sheet.print"), type: "button", kind: "primary", icon: "printer" })}</div>
    ${LinkButton({ href: onwards, label: t("backup.sheet.done"), icon: "check" })}
  </div>`;
}
