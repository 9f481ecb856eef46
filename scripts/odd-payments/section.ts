import { HAPPENINGS, isCase, TOKEN_HAPPENINGS } from "../../tests/payments/odd-payments/cell.ts";
import type { Case, Cell, Happening, Outcome } from "../../tests/payments/odd-payments/cell.ts";

const BEGIN = "<!-- Made by `npm run docs` from tests/payments/odd-payments/. -->";
const END = "<!-- Until here. -->";

const TITLES: Readonly<Record<Happening, string>> = {
  exact: "Whole and in time",
  partial: "A part",
  over: "Too much",
  "late-full": "Whole, after the order expired",
  "late-partial": "A part, after the order expired",
  "twice-on-one-rail": "Twice, on one rail",
  "on-two-rails": "On two rails",
  replaced: "Replaced before a block took it",
  reorged: "Taken back by a longer chain",
  restart: "While the hub is off",
  "after-refund": "After a refund",
  "after-cancel": "After a cancellation",
  spent: "E-cash that is spent",
  "not-listed": "E-cash of a mint that is not on the list",
  "wrong-unit": "E-cash in another unit",
  locked: "E-cash that takes a key",
  forged: "E-cash that does not show its mint's signature",
  "brought-again": "The same e-cash again",
  exchanged: "E-cash of another mint on the list",
  held: "E-cash whose mint is out of reach",
  killed: "A hub that is killed with e-cash on its way",
};

const RAIL_NAMES = { lightning: "Lightning", chain: "on-chain", both: "both", ecash: "e-cash" } as const;

const HEAD = [
  "rail",
  "what happens",
  "order",
  "books, in sat",
  "stock of 3",
  "owed",
  "events",
  "webhooks",
  "seller and owner hear of",
  "the buyer's page says",
];

/** The page with what the table says in the place of what it said before. */
export function withTable(page: string, cells: readonly Cell[]): string {
  const [before, rest] = [page.slice(0, page.indexOf(BEGIN)), page.slice(page.indexOf(END))];
  if (!page.includes(BEGIN) || !page.includes(END))
    throw new Error(`the page has no place between ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${sections(cells)}\n\n${rest}`;
}

function sections(cells: readonly Cell[]): string {
  return [...HAPPENINGS, ...TOKEN_HAPPENINGS].map((what) => section(what, cells)).join("\n\n");
}

function section(what: Happening, cells: readonly Cell[]): string {
  const own = cells.filter((cell) => cell.what === what);
  const cases = own.filter(isCase).map(row);
  const never = own.filter((cell) => !isCase(cell)).map((cell) => `- ${RAIL_NAMES[cell.rail]}: ${because(cell)}`);
  const table = [HEAD, HEAD.map(() => "---"), ...cases].map((each) => `| ${each.join(" | ")} |`).join("\n");
  return [`### ${TITLES[what]}`, table, ...(never.length > 0 ? [never.join("\n")] : [])].join("\n\n");
}

function because(cell: Cell): string {
  return isCase(cell) ? "" : cell.because;
}

function row({ rail, how, outcome }: Case): string[] {
  const [onHand, reserved] = outcome.stock;
  return [
    RAIL_NAMES[rail],
    how,
    `\`${outcome.order}\``,
    books(outcome),
    reserved === 0n ? `${onHand}` : `${onHand}, ${reserved} set aside`,
    owed(outcome),
    codes(outcome.events),
    codes(outcome.webhooks),
    codes(outcome.notices),
    [...(outcome.refusal === undefined ? [] : [outcome.refusal]), outcome.page].map(quoted).join("<br>"),
  ];
}

function books({ books: sums }: Outcome): string {
  const accounts = Object.entries(sums).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return accounts.map(([account, sat]) => `\`${account}\` ${sats(sat)}`).join("<br>");
}

function owed({ refundable, leftOver = 0n }: Outcome): string {
  const back = leftOver === 0n ? [] : [`${sats(leftOver)} as a token`];
  return [...(refundable === 0n ? [] : [sats(refundable)]), ...back].join("<br>");
}

function quoted(text: string): string {
  return `“${text}”`;
}

function codes(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join("<br>");
}

function sats(amount: bigint): string {
  return amount.toString().replace(/\B(?=(?:\d{3})+$)/g, ",");
}
