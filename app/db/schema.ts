import type { Generated } from "kysely";
import type { ChargeState, OrderState } from "../domain/order-state.ts";

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
  balance: BalanceTable;
  job: JobTable;
  idempotency: IdempotencyTable;
  rate: RateTable;
  person: PersonTable;
  invitation: InvitationTable;
  session: SessionTable;
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
};

export type PostingAccount = "asset:lightning" | "liability:seller" | "liability:refundable";

export type PostingTable = {
  id: string;
  journal: string;
  account: PostingAccount;
  stall_id: string;
  order_id: string;
  payment_id: string | null;
  amount_msat: bigint;
  at_ms: bigint;
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

export type PersonRole = "owner" | "seller";

export type PersonTable = {
  id: string;
  role: PersonRole;
  stall_id: string | null;
  name: string;
  created_at_ms: bigint;
};

export type InvitationTable = {
  id: string;
  role: PersonRole;
  stall_id: string | null;
  token_hash: string;
  expires_at_ms: bigint;
  used_at_ms: bigint | null;
  created_at_ms: bigint;
};

export type SessionTable = {
  token_hash: string;
  person_id: string;
  created_at_ms: bigint;
  last_seen_at_ms: bigint;
  expires_at_ms: bigint;
};

export type StallState = "open" | "closed";

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

export type PaymentRail = "lightning";
/** `order` paid for the order; `refundable` arrived for an order that could no longer use it. */
export type PaymentUse = "order" | "refundable";

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
