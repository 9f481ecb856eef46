import type { ListedMint } from "../../../../app/ecash/list-mints.ts";
import type { Given, KeysetHeld, Wallet } from "../../../../app/ecash/read-wallet.ts";
import { Money } from "../../../components/money.ts";
import { Short } from "../../../components/copy-field.ts";
import { Section } from "../../../components/section.ts";
import { State } from "../../../components/state.ts";
import { Table } from "../../../components/table.ts";
import type { Column } from "../../../components/table.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import { shortUrl } from "./short-url.ts";

export interface WalletProps {
  wallet: Wallet;
  mints: readonly ListedMint[];
}

/** What the hub has by keyset: of its own mint each one, of others those that it has coins of. */
export function KeysetsSection({ wallet, mints }: WalletProps): Slot {
  const { t } = usePage();
  const own = mints.find(({ isOwn }) => isOwn)?.url;
  const rows = wallet.keysets.filter(({ mintUrl, coins }) => mintUrl === own || coins > 0);
  if (rows.length === 0) return undefined;
  const money = (label: string, amountOf: (row: KeysetHeld) => bigint): Column<KeysetHeld> => ({
    label,
    align: "end",
    cell: (row) => Money({ amountMsat: amountOf(row) }),
  });
  return Section({
    id: "keysets",
    title: t("ecash.keysets.title"),
    children: Table<KeysetHeld>({
      caption: t("ecash.keysets.title"),
      rows,
      columns: [
        { label: t("ecash.keysets.keyset"), isName: true, cell: ({ id }) => Short({ text: id }) },
        { label: t("ecash.mints.mint"), cell: ({ mintUrl }) => shortUrl(mintUrl) },
        { label: t("ecash.keysets.state"), cell: KeysetState },
        money(t("ecash.keysets.held"), ({ heldMsat }) => heldMsat),
        money(t("ecash.keysets.claimed"), ({ claimedMsat }) => claimedMsat),
        {
          label: t("ecash.keysets.coins"),
          align: "end",
          cell: ({ coins }) => usePage().format.number(coins),
        },
      ],
    }),
  });
}

const TONES = { active: "good", old: "info", expired: "bad" } as const;
const ICONS = { active: "circle-check", old: "archive", expired: "circle-x" } as const;

/** What a keyset's coins are good for from now on. */
export function KeysetState({ state, expiresAtMs }: Pick<KeysetHeld, "state" | "expiresAtMs">): Html {
  const { t, format } = usePage();
  const shown = State({ label: t(`ecash.keysets.${state}`), tone: TONES[state], icon: ICONS[state] });
  if (expiresAtMs === undefined || state === "expired") return shown;
  const until = t("ecash.keysets.until", { time: format.date(expiresAtMs) });
  return html`${shown}<div class="soft small">${until}</div>`;
}

/** Tokens that have left and are in nobody's wallet yet. */
export function GivenSection({ wallet: { given } }: WalletProps): Slot {
  const { t, format } = usePage();
  if (given.length === 0) return undefined;
  return Section({
    id: "given",
    title: t("ecash.given.title"),
    children: [
      html`<p class="soft">${t("ecash.given.lead")}</p>`,
      Table<Given>({
        caption: t("ecash.given.title"),
        rows: given,
        columns: [
          { label: t("ecash.mints.mint"), isName: true, cell: ({ mintUrl }) => shortUrl(mintUrl) },
          { label: t("ecash.given.tokens"), align: "end", cell: ({ tokens }) => format.number(tokens) },
          { label: t("ecash.given.amount"), align: "end", cell: ({ amountMsat }) => Money({ amountMsat }) },
        ],
      }),
    ],
  });
}
