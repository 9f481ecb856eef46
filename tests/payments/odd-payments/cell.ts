import type { OrderState } from "../../../app/domain/order-state.ts";
import type { PostingAccount } from "../../../app/db/schema.ts";
import type { MoneyNotice } from "../../../app/accounts/notify.ts";
import type { TokenHands } from "./tokens.ts";
import type { OddWorld, Terms } from "./world.ts";

/** Which rails an order is paid by; `both`: Lightning and the chain. */
export const RAILS = ["lightning", "chain", "both", "ecash"] as const;
export type Rail = (typeof RAILS)[number];

/** Every way in which money comes other than once, whole and in time, after the one in which it does. */
export const HAPPENINGS = [
  "exact",
  "partial",
  "over",
  "late-full",
  "late-partial",
  "twice-on-one-rail",
  "on-two-rails",
  "replaced",
  "reorged",
  "restart",
  "after-refund",
  "after-cancel",
] as const;

/** What only a token can be, or have happen to it. */
export const TOKEN_HAPPENINGS = [
  "spent",
  "not-listed",
  "wrong-unit",
  "locked",
  "forged",
  "brought-again",
  "exchanged",
  "held",
  "killed",
] as const;
export type Happening = (typeof HAPPENINGS)[number] | (typeof TOKEN_HAPPENINGS)[number];

/** What everybody has and knows at the end; amounts in sat. */
export type Outcome = {
  order: OrderState;
  /** What each account of the order's books holds: assets positive, what is owed negative. Nothing in the others. */
  books: Partial<Record<PostingAccount, bigint>>;
  /** Of three pieces: how many are on the shelf, and how many of them are set aside. */
  stock: readonly [onHand: bigint, reserved: bigint];
  /** What the buyer can fetch. */
  refundable: bigint;
  /** What the buyer has back besides, as tokens of the mint whose coins were exchanged. */
  leftOver?: bigint;
  /** What the order's history says after it was placed and could be paid. */
  events: readonly string[];
  /** What receivers written for BTCPay Server are told. */
  webhooks: readonly string[];
  /** Of what the stall's seller and the owner are told by mail and Telegram. */
  notices: readonly MoneyNotice[];
  /** Why the last token that was put in is not taken, as its answer says; left out where it is. */
  refusal?: string;
  /** What the buyer's page says. */
  page: string;
};

export type Case = {
  what: Happening;
  /** What is done, in plain words, for docs/payments.md. */
  how: string;
  /** What the stall says of odd payments, where that matters. */
  terms?: Terms;
  outcome: Outcome;
} & (
  | { rail: Exclude<Rail, "ecash">; act: (world: OddWorld) => Promise<unknown> }
  | { rail: "ecash"; act: (world: OddWorld & TokenHands) => Promise<unknown> }
);

/** A place in the table where nothing can happen, and why not. */
export type Impossible = { rail: Rail; what: Happening; because: string };

export type Cell = Case | Impossible;

export function isCase(cell: Cell): cell is Case {
  return "act" in cell;
}
