import type { ListedMint } from "../../../../app/ecash/list-mints.ts";
import { Section } from "../../../components/section.ts";
import { Table } from "../../../components/table.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import { mintHref, MintState } from "./mint-state.ts";
import { shortUrl } from "./short-url.ts";

/** The list of mints, each with what is taken of it. */
export function MintsSection({ mints }: { mints: readonly ListedMint[] }): Html {
  const { t, format } = usePage();
  return Section({
    id: "mints",
    title: t("ecash.mints.title"),
    children: [
      html`<p class="soft">${t("ecash.mints.lead")}</p>`,
      Table<ListedMint>({
        caption: t("ecash.mints.title"),
        rows: mints,
        columns: [
          { label: t("ecash.mints.mint"), isName: true, cell: Name },
          { label: t("ecash.mints.state"), cell: MintState },
          {
            label: t("ecash.mints.payment"),
            align: "end",
            cell: (mint) => (mint.isOwn ? t("ecash.mints.unlimited") : format.sats(mint.paymentCapMsat)),
          },
          { label: t("ecash.mints.way"), align: "end", cell: OnItsWay },
        ],
      }),
    ],
  });
}

function Name({ url, isOwn }: ListedMint): Html {
  const { t } = usePage();
  const link = html`<a class="target" href=${mintHref(url)}>${shortUrl(url)}</a>`;
  return isOwn
    ? html`<div class="stack stack-close">${link}<span class="soft small">${t("ecash.mints.own")}</span></div>`
    : link;
}

function OnItsWay({ isOwn, onItsWayMsat, capMsat }: ListedMint): Slot {
  const { t, format } = usePage();
  if (isOwn) return "–";
  return t("ecash.mints.way.of", { now: format.sats(onItsWayMsat), most: format.sats(capMsat) });
}
