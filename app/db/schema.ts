import type { Generated } from "kysely";
import type { DoorKind } from "../domain/door.ts";
import type { FeePeriod } from "../domain/fee-period.ts";
import type { ChargeState, OrderState } from "../domain/order-state.ts";
import type { Role } from "../domain/permissions.ts";

/**
 * The tables as TypeScript sees them on both engines: every integer is a bigint, money is msat,
 * time is Unix milliseconds, yes/no is 0/1, JSON is text. The meaning of each column is in the
 * migration that makes it.
 */
export type Schema = {
  migration: MigrationTable;
  setting: SettingTable;
  cursor: CursorTable;
  event: EventTable;
  posting: PostingTable;
  account: AccountTable;
  balance: BalanceTable;
  owed: OwedTable;
  shortage: ShortageTable;
  job: JobTable;
  idempotency: IdempotencyTable;
  rate: RateTable;
  person: PersonTable;
  invitation: InvitationTable;
  session: SessionTable;
  email: EmailTable;
  sign_in: SignInTable;
  telegram_chat: TelegramChatTable;
  notice: NoticeTable;
  challenge: ChallengeTable;
  credential: CredentialTable;
  backup_sheet: BackupSheetTable;
  phone_link: PhoneLinkTable;
  api_key: ApiKeyTable;
  webhook_seen: WebhookSeenTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  webhook_attempt: WebhookAttemptTable;
  stall: StallTable;
  product: ProductTable;
  variant: VariantTable;
  stock: StockTable;
  picture: PictureTable;
  picture_file: PictureFileTable;
  product_picture: ProductPictureTable;
  orders: OrderTable;
  order_line: OrderLineTable;
  delivery: DeliveryTable;
  reservation: ReservationTable;
  charge: ChargeTable;
  lightning_invoice: LightningInvoiceTable;
  payment: PaymentTable;
  payment_reversal: PaymentReversalTable;
  outgoing: OutgoingTable;
  outgoing_attempt: OutgoingAttemptTable;
  outgoing_approval: OutgoingApprovalTable;
  outgoing_transaction: OutgoingTransactionTable;
  payout_plan: PayoutPlanTable;
  withdrawal: WithdrawalTable;
  fee_budget: FeeBudgetTable;
  fee_reservation: FeeReservationTable;
  chain_address: ChainAddressTable;
  chain_output: ChainOutputTable;
  hub_fee: HubFeeTable;
  reconciliation: ReconciliationTable;
  finding: FindingTable;
  mint: MintTable;
  mint_keyset: MintKeysetTable;
  ecash_seed: EcashSeedTable;
  ecash_counter: EcashCounterTable;
  ecash_op: EcashOpTable;
  ecash_input: EcashInputTable;
  coin: CoinTable;
  mint_solvency: MintSolvencyTable;
  ecash_token: EcashTokenTable;
  offline_rule: OfflineRuleTable;
  offline_token: OfflineTokenTable;
  offline_coin: OfflineCoinTable;
  voucher: VoucherTable;
  restoration: RestorationTable;
  hub_mode: HubModeTable;
};

export type MigrationTable = { version: bigint; name: string; applied_at_ms: bigint };
export type SettingTable = { name: string; value: string; updated_at_ms: bigint };
export type CursorTable = { name: string; position: bigint };

export type EventTable = {
  id: string;
  stream: string;
  seq: bigint;
  type: string;
  version: bigint;
  at_ms: bigint;
  body: string;
  /** The person who did it, or a word for who is nobody in particular; null for what happened by itself. */
  actor: string | null;
  /** From where the actor acted. */
  door: DoorKind | null;
  device: string | null;
};

export type PostingAccount =
  | "asset:lightning"
  | "asset:chain"
  | "asset:ecash"
  | "asset:vouchers"
  | "liability:seller"
  | "liability:refundable"
  | "liability:pending"
  | "liability:outgoing"
  | "liability:vouchers"
  | "income:hub-fee"
  | "expense:routing"
  | "expense:chain"
  | "expense:mint"
  | "expense:vouchers"
  | "expense:reversed";

export type AccountTable = { name: PostingAccount; kind: "asset" | "liability" | "income" | "expense" };

export type PostingTable = {
  id: string;
  journal: string;
  account: PostingAccount;
  stall_id: string;
  order_id: string | null;
  payment_id: string | null;
  amount_msat: bigint;
  at_ms: bigint;
  outgoing_id: string | null;
};

/** What is owed back to one order's buyer; positive, unlike its postings. */
export type OwedTable = { order_id: string; stall_id: string; amount_msat: bigint };

export type ShortageTable = {
  id: string;
  state: "open" | "closed";
  wanted_msat: bigint;
  receivable_msat: bigint;
  order_id: string;
  found_at_ms: bigint;
  seen_at_ms: bigint;
  closed_at_ms: bigint | null;
};

export type BalanceTable = { account: PostingAccount; stall_id: string; amount_msat: bigint };

export type JobState = "ready" | "running" | "done" | "dead";

export type JobTable = {
  id: string;
  kind: string;
  dedupe_key: string | null;
  payload: string;
  state: JobState;
  run_at_ms: bigint;
  attempts: bigint;
  max_attempts: bigint;
  fencing: bigint;
  lease_owner: string | null;
  lease_until_ms: bigint | null;
  again_at_ms: bigint | null;
  last_error: string | null;
  trace_parent: string | null;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type IdempotencyTable = {
  principal: string;
  key: string;
  fingerprint: string;
  order_id: string;
  created_at_ms: bigint;
};

export type RateTable = {
  id: string;
  currency: string;
  minor_per_btc: bigint;
  source: string;
  at_ms: bigint;
};

export type PersonState = "active" | "shut-out" | "erased";

export type PersonTable = {
  id: string;
  role: Role;
  stall_id: string | null;
  name: string;
  locale: "" | "en" | "ko";
  state: PersonState;
  /** Until then no money leaves in this person's name; 0 when nothing holds it. */
  hold_until_ms: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type InvitationTable = {
  id: string;
  role: Role;
  stall_id: string | null;
  name: string;
  made_by: string | null;
  token_hash: string;
  expires_at_ms: bigint;
  used_at_ms: bigint | null;
  created_at_ms: bigint;
};

export type SessionScope = "full" | "recovery";

export type SessionTable = {
  id: string;
  token_hash: string;
  person_id: string;
  scope: SessionScope;
  method: string;
  door: DoorKind;
  device: string;
  created_at_ms: bigint;
  last_seen_at_ms: bigint;
  /** When the person last proved who they are; 0 for sessions from before this was noted. */
  proved_at_ms: bigint;
  expires_at_ms: bigint;
};

export type EmailTable = { address: string; person_id: string; locale: "en" | "ko"; verified_at_ms: bigint };

/** What is asked for by mail, and what by a chat. */
export type MailPurpose = "sign-in" | "keep-order" | "add-address" | "prove";
export type ChatPurpose = "chat-sign-in" | "chat-prove" | "chat-link";
export type SignInPurpose = MailPurpose | ChatPurpose;

export type SignInTable = {
  id: string;
  purpose: SignInPurpose;
  person_id: string | null;
  address: string;
  order_id: string | null;
  door: DoorKind;
  origin: string;
  device: string;
  locale: "en" | "ko";
  wanted: string;
  token_hash: string;
  code_hash: string;
  browser_hash: string;
  state: "waiting" | "approved" | "used" | "dead";
  approved_by: "link" | "telegram" | null;
  tries: bigint;
  created_at_ms: bigint;
  expires_at_ms: bigint;
};

export type NoticeTable = {
  id: string;
  person_id: string;
  kind: string;
  channel: "mail" | "telegram";
  place: string;
  locale: "en" | "ko";
  /** The id of an order; empty where it is about the person. */
  about: string;
  state: "waiting" | "sent" | "refused";
  created_at_ms: bigint;
};

export type TelegramChatTable = {
  person_id: string;
  chat_id: string;
  name: string;
  locale: "en" | "ko";
  created_at_ms: bigint;
};

export type CredentialKind = "passkey" | "lnurl" | "google";

export type ChallengeTable = {
  id: string;
  kind: CredentialKind;
  purpose: "sign-in" | "add-key" | "prove";
  person_id: string | null;
  value_hash: string;
  browser_hash: string;
  state: "waiting" | "answered" | "used";
  more: string;
  created_at_ms: bigint;
  expires_at_ms: bigint;
};

export type CredentialTable = {
  id: string;
  person_id: string;
  kind: CredentialKind;
  identifier: string;
  public_key: string;
  sign_count: bigint;
  label: string;
  /** The hub's host name that it was made for and works at alone; empty when it works everywhere. */
  host: string;
  created_at_ms: bigint;
  last_used_at_ms: bigint;
};

export type BackupSheetState = "good" | "spent" | "burnt" | "replaced";

export type BackupSheetTable = {
  id: string;
  person_id: string;
  secret_hash: string;
  pin_hash: string;
  state: BackupSheetState;
  wrong_pins: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type PhoneLinkTable = {
  id: string;
  person_id: string;
  session_id: string;
  token_hash: string;
  state: "waiting" | "used";
  device: string;
  created_at_ms: bigint;
  expires_at_ms: bigint;
};

export type ApiKeyTable = {
  id: string;
  person_id: string;
  name: string;
  secret_hash: string;
  scopes: string;
  created_at_ms: bigint;
  expires_at_ms: bigint;
  last_used_at_ms: bigint;
  revoked_at_ms: bigint | null;
};

export type WebhookSeenTable = { source: string; id: string; seen_at_ms: bigint };

/** Whose words for an event stand in the `type` of a message. */
export type WebhookNames = "hub" | "btcpay";
/** Who or what has switched a webhook off; empty while it is on. */
export type OffReason = "" | "by-hand" | "gone" | "failing";

export type WebhookTable = {
  id: string;
  stall_id: string;
  url: string;
  events: string;
  names: WebhookNames;
  generation: bigint;
  rotated_at_ms: bigint | null;
  state: "on" | "off";
  off_reason: OffReason;
  failing_since_ms: bigint | null;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

/** `dropped`: it was still waiting when its webhook was switched off. */
export type WebhookDeliveryState = "waiting" | "sent" | "failed" | "dropped";

export type WebhookDeliveryTable = {
  id: string;
  webhook_id: string;
  event_id: string;
  type: string;
  names: WebhookNames;
  stream: string;
  seq: bigint;
  original: string | null;
  state: WebhookDeliveryState;
  attempts: bigint;
  due_at_ms: bigint;
  claim: string | null;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type WebhookAttemptTable = {
  delivery_id: string;
  number: bigint;
  at_ms: bigint;
  took_ms: bigint;
  /** Null when no whole answer came; `error` says why. */
  status: bigint | null;
  error: string;
  answer: string;
};

export type StallState = "open" | "closed";

/** What becomes of a whole payment after expiry: it settles, it settles unless the rate moved too far, it goes back. */
export type LatePolicy = "settle" | "rate" | "refund";

export type StallTable = {
  id: string;
  slug: string;
  title: string;
  text: string;
  state: StallState;
  sign_picture_id: string | null;
  late_tolerance_ppm: bigint;
  created_at_ms: bigint;
  /** Empty when a new row says nothing. */
  contact: Generated<string>;
  late_policy: Generated<LatePolicy>;
  under_tolerance_ppm: Generated<bigint>;
  confirmations: Generated<bigint>;
  large_msat: Generated<bigint>;
  large_confirmations: Generated<bigint>;
};

export type ProductKind = "physical" | "digital" | "pickup";
export type ProductState = "listed" | "hidden";

export type ProductTable = {
  id: string;
  stall_id: string;
  title: string;
  text: string;
  search: string;
  kind: ProductKind;
  category: string;
  currency: string;
  price_minor: bigint;
  state: ProductState;
  version: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type VariantTable = {
  id: string;
  product_id: string;
  title: string;
  position: bigint;
  price_minor: bigint | null;
};

export type StockTable = { variant_id: string; on_hand: bigint; reserved: bigint };

export type PictureTable = { id: string; width: bigint; height: bigint; created_at_ms: bigint };
export type PictureFileTable = { picture_id: string; width: bigint; bytes: Uint8Array };
export type ProductPictureTable = { product_id: string; picture_id: string; position: bigint; alt: string };

export type OrderTable = {
  id: string;
  stall_id: string;
  /** The buyer, where one was signed in. */
  person_id: string | null;
  state: OrderState;
  key_hash: string;
  total_msat: bigint;
  currency: string;
  total_minor: bigint;
  rate_minor_per_btc: bigint | null;
  rate_source: string | null;
  rate_at_ms: bigint | null;
  note: string;
  locale: string;
  created_at_ms: bigint;
  updated_at_ms: bigint;
  hub_fee_msat: Generated<bigint>;
};

export type OrderLineTable = {
  id: string;
  order_id: string;
  position: bigint;
  product_id: string;
  variant_id: string;
  title: string;
  variant_title: string;
  kind: ProductKind;
  quantity: bigint;
  currency: string;
  unit_minor: bigint;
  rate_minor_per_btc: bigint | null;
  unit_msat: bigint;
  line_msat: bigint;
};

export type DeliveryTable = {
  order_id: string;
  name: string;
  address: string;
  contact: string;
  erased_at_ms: bigint | null;
};

export type ReservationState = "held" | "taken" | "returned";

export type ReservationTable = { order_id: string; variant_id: string; quantity: bigint; state: ReservationState };

export type ChargeTable = {
  id: string;
  order_id: string;
  state: ChargeState;
  amount_msat: bigint;
  expires_at_ms: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type LightningInvoiceState = "intended" | "open" | "settled" | "cancelled" | "void";

export type LightningInvoiceTable = {
  payment_hash: string;
  charge_id: string;
  attempt: bigint;
  state: LightningInvoiceState;
  bolt11: string | null;
  amount_msat: bigint;
  expires_at_ms: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type PaymentRail = "lightning" | "chain" | "ecash";
/** `order` made the order paid; `part` waits for the rest; `refundable` came for an order that could not use it. */
export type PaymentUse = "order" | "part" | "refundable";

export type PaymentTable = {
  id: string;
  order_id: string;
  charge_id: string;
  rail: PaymentRail;
  reference: string;
  amount_msat: bigint;
  refundable_msat: bigint;
  use: PaymentUse;
  reason: string;
  settled_at_ms: bigint;
  recorded_at_ms: bigint;
};

export type PaymentReversalTable = { payment_id: string; reason: string; at_ms: bigint };

export type ChainAddressTable = {
  address: string;
  charge_id: string;
  from_height: bigint;
  watch_until_ms: bigint;
  created_at_ms: bigint;
};

export type ChainOutputState = "seen" | "mined" | "gone";

export type ChainOutputTable = {
  txid: string;
  vout: bigint;
  address: string;
  amount_msat: bigint;
  state: ChainOutputState;
  height: bigint | null;
  block_hash: string | null;
  payment_id: string | null;
  bookings: bigint;
  seen_at_ms: bigint;
  updated_at_ms: bigint;
};

export type OutgoingPurpose = "refund" | "payout";
export type OutgoingState = "asked" | "ready" | "sending" | "sent" | "cancelled";
/** `by-hand` went past the hub: the destination is then what somebody wrote about it. */
export type DestinationKind = "bolt11" | "lightning-address" | "lnurl" | "chain" | "ecash" | "by-hand";

export type OutgoingTable = {
  id: string;
  purpose: OutgoingPurpose;
  stall_id: string;
  order_id: string | null;
  /** A person, or the word for whoever holds an order's key. */
  asked_by: string;
  destination_kind: DestinationKind;
  destination: string;
  amount_msat: bigint;
  state: OutgoingState;
  /** Grows with each change of what is sent; whoever approves says which one they saw. */
  revision: bigint;
  tries: bigint;
  next_try_ms: bigint;
  /** Why it was not sent yet, or was cancelled; empty when nothing is to be said. */
  reason: string;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type OutgoingAttemptTable = {
  id: string;
  outgoing_id: string;
  payment_hash: string;
  bolt11: string;
  fee_limit_msat: bigint;
  fee_msat: bigint | null;
  fee_reservation_id: string;
  expires_at_ms: bigint;
  state: "live" | "confirmed" | "failed";
  reason: string;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

/** A signed transaction that pays an outgoing on chain. */
export type OutgoingTransactionTable = {
  id: string;
  outgoing_id: string;
  txid: string;
  /** The whole of it, as hex. */
  raw: string;
  /** What it spends, as a JSON list of `txid:index`. */
  inputs: string;
  /** No block before this one can hold it. */
  from_height: bigint;
  fee_msat: bigint;
  fee_reservation_id: string;
  state: "live" | "confirmed" | "failed";
  /** Another one when somebody raised its fee by hand; null until it is deep enough. */
  confirmed_txid: string | null;
  confirmations: bigint;
  /** When a node took it first. */
  published_at_ms: bigint | null;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

/** `by-hand`: the destination is kept for whoever asks, and nothing is asked for by itself. */
export type PayoutRule = "by-hand" | "threshold" | "weekly" | "monthly";

export type PayoutPlanTable = {
  stall_id: string;
  destination_kind: Exclude<DestinationKind, "bolt11" | "ecash" | "by-hand">;
  destination: string;
  rule: PayoutRule;
  threshold_msat: bigint | null;
  set_by: string;
  holds_until_ms: bigint;
  asked_for_ms: bigint;
  /** Why nothing was asked for when it was due; empty when nothing is to be said. */
  reason: string;
  revision: bigint;
  updated_at_ms: bigint;
};

export type WithdrawalTable = {
  id: string;
  order_id: string;
  amount_msat: bigint;
  k1_hash: string;
  state: "open" | "used";
  outgoing_id: string | null;
  expires_at_ms: bigint;
  created_at_ms: bigint;
};

export type OutgoingApprovalTable = { outgoing_id: string; person_id: string; at_ms: bigint };

export type FeePurpose = "refund" | "payout" | "exchange" | "anchor" | "rebalancing";

export type FeeBudgetTable = {
  purpose: FeePurpose;
  period: FeePeriod;
  cap_msat: bigint;
  cap_ppm: bigint;
  updated_at_ms: bigint;
};

export type FeeReservationTable = {
  id: string;
  purpose: FeePurpose;
  reserved_msat: bigint;
  spent_msat: bigint;
  state: "held" | "spent" | "released";
  at_ms: bigint;
};

/** What the hub keeps of orders that are placed from then on; the highest number is the one in use. */
export type HubFeeTable = { number: bigint; ppm: bigint; least_msat: bigint; set_by: string; at_ms: bigint };

export type ReconciliationTable = {
  id: string;
  state: "running" | "done" | "failed";
  /** Why it failed; empty otherwise. */
  reason: string;
  compared: bigint;
  owed_msat: bigint | null;
  spendable_msat: bigint | null;
  started_at_ms: bigint;
  updated_at_ms: bigint;
};

/** `missing`: booked, but the node has it not. `unbooked`: the node has it, the books have not. */
export type FindingKind =
  | "invoice-missing"
  | "invoice-differs"
  | "invoice-unbooked"
  | "payment-missing"
  | "payment-differs"
  | "payment-unbooked"
  /** The node made it since the backup from which the books came back. */
  | "payment-unknown"
  | "output-missing"
  | "output-differs"
  | "output-unbooked"
  | "funds-short"
  | "coin-gone"
  | "coin-pending"
  | "ecash-differs"
  | "keyset-expiring"
  | "mint-unpaid"
  | "mint-short";

export type FindingTable = {
  id: string;
  kind: FindingKind;
  subject: string;
  order_id: string | null;
  outgoing_id: string | null;
  booked_msat: bigint;
  node_msat: bigint;
  state: "open" | "closed";
  found_at_ms: bigint;
  seen_at_ms: bigint;
  closed_at_ms: bigint | null;
};

export type MintTable = {
  url: string;
  kind: "own" | "foreign";
  state: "on" | "off" | "quarantined";
  reason: string;
  cap_msat: bigint;
  payment_cap_msat: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type MintKeysetTable = {
  mint_url: string;
  id: string;
  is_active: bigint;
  input_fee_ppk: bigint;
  expires_at_ms: bigint | null;
  /** The public key of each amount in sat, as JSON. */
  keys: string;
  seen_at_ms: bigint;
};

export type EcashSeedTable = { id: bigint; sealed: string; created_at_ms: bigint };
export type EcashCounterTable = { keyset_id: string; next: bigint };

export type EcashPurpose = "receive" | "exchange" | "issue" | "renew";

export type EcashOpTable = {
  id: string;
  kind: "mint" | "swap" | "melt";
  purpose: EcashPurpose;
  /** What it is for: the id of a charge, of money that leaves, or of another operation; `seed` for coins that were found again. */
  subject: string;
  mint_url: string;
  quote_id: string | null;
  /** The operation at another mint that pays the invoice of this one's quote. */
  follows: string | null;
  /** Of the quote's invoice. */
  payment_hash: string | null;
  input_msat: bigint;
  output_msat: bigint;
  worth_msat: bigint;
  state: "open" | "done" | "refused" | "blocked";
  reason: string;
  sealed: string;
  tries: bigint;
  next_try_ms: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type EcashInputTable = { point: string; op_id: string };

export type CoinTable = {
  point: string;
  mint_url: string;
  keyset_id: string;
  amount_msat: bigint;
  state: "held" | "claimed" | "spent";
  made_by: string;
  spent_by: string | null;
  sealed: string;
  /** When the mint was last asked about it. */
  looked_at_ms: Generated<bigint>;
  /** Since when the mint says that it is spent, though the hub has not spent it. */
  gone_at_ms: bigint | null;
  /** Since when the mint says that a payment with it is on its way. */
  pending_since_ms: bigint | null;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type MintSolvencyTable = {
  mint_url: string;
  state: "covered" | "low" | "short";
  issued_msat: bigint;
  redeemed_msat: bigint;
  held_msat: bigint;
  backing_msat: bigint;
  looked_at_ms: bigint;
  changed_at_ms: bigint;
};

export type EcashTokenTable = {
  id: string;
  op_id: string;
  subject: string;
  mint_url: string;
  amount_msat: bigint;
  state: "making" | "ready" | "claimed" | "failed";
  /** Of its coins, as JSON: under these their state is asked for. */
  points: string;
  /** The public key of the wallet that alone can spend it; null when whoever has it can. */
  locked_to: string | null;
  sealed: string | null;
  looked_at_ms: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type OfflineRuleTable = { id: bigint; sale_cap_msat: bigint; total_cap_msat: bigint; updated_at_ms: bigint };

/** Coins that wait until their mint can be asked. */
export type OfflineTokenTable = {
  id: string;
  charge_id: string;
  mint_url: string;
  amount_msat: bigint;
  state: "held" | "settled" | "refused";
  /** Why it still waits, or came to nothing. */
  reason: string;
  /** Its coins. */
  sealed: string;
  tries: bigint;
  next_try_ms: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type OfflineCoinTable = { point: string; offline_id: string };

export type VoucherState = "making" | "failed" | "waiting" | "leaving" | "taken" | "used" | "returned" | "gone";

export type VoucherTable = {
  id: string;
  /** Of all that were made together. */
  batch: string;
  code_hash: string;
  public_key: string;
  mint_url: string;
  /** What its holder gets. */
  amount_msat: bigint;
  /** What its coins are worth: the amount, and what the mint takes for spending them. */
  locked_msat: bigint;
  note: string;
  state: VoucherState;
  /** The locked coins, as long as they are there. */
  sealed: string | null;
  /** The operation that made it, and the one that spends or has spent it. */
  made_by: string;
  left_by: string | null;
  expires_at_ms: bigint;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export type RestorationTable = {
  id: string;
  backup_at_ms: bigint;
  restored_at_ms: bigint;
  lifted_at_ms: bigint | null;
  lifted_by: string | null;
};

export type HubModeTable = {
  id: bigint;
  mode: "sandbox" | "regtest" | "signet" | "mainnet";
  since_ms: bigint;
};
