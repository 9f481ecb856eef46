import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { Dialog } from "./dialog.ts";
import { Icon } from "./icon.ts";

export interface ScanProps {
  /** Name of the field that it goes into. */
  into: string;
  /** A field for tokens takes vouchers as well. */
  takes: "token" | "voucher";
}

/** Buttons of a form (`scan` island), there only in browsers that read codes or cards. */
export function ScanButtons(props: ScanProps): Html {
  const { t } = usePage();
  return html`<div class="row scan-ways">
    ${ScanButton({ ...props, way: "camera", label: t("scan.camera") })}
    ${ScanButton({ ...props, way: "card", label: t("scan.card") })}
  </div>`;
}

function ScanButton({ into, takes, way, label }: ScanProps & { way: "camera" | "card"; label: string }): Html {
  return html`<button type="button" class="button" data-kind="plain" data-scan=${way} data-into=${into} data-takes=${takes}>
    ${Icon({ name: way === "camera" ? "qr-code" : "nfc" })}<span>${label}</span>
  </button>`;
}

/** Where one sees what the camera sees, and how far it is; stands outside of the form. */
export function ScanDialog(): Html {
  const { t } = usePage();
  return Dialog({
    id: "scan",
    title: t("scan.title"),
    children: [
      html`<video class="scan-view" muted playsinline aria-hidden="true"></video>`,
      html`<p role="status" data-says-camera=${t("scan.says.camera")} data-says-card=${t("scan.says.card")}
        data-says-parts=${t("scan.says.parts", { have: "{have}", all: "{all}" })} data-says-other=${t("scan.says.other")}
        data-says-denied=${t("scan.says.denied")} data-says-failed=${t("scan.says.failed")}></p>`,
    ],
  });
}
