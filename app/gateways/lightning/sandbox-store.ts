import BetterSqlite3 from "better-sqlite3";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { InvoiceState, PayFailure } from "./port.ts";

/** What the sandbox node remembers; amounts are msat, times Unix ms, heights blocks. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS node (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    private_key    BLOB    NOT NULL,
    peer_key       BLOB    NOT NULL,
    height         INTEGER NOT NULL,
    settle_index   INTEGER NOT NULL,
    spendable_msat INTEGER NOT NULL CHECK (spendable_msat >= 0)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS invoice (
    payment_hash           TEXT    PRIMARY KEY,
    preimage               TEXT,
    bolt11                 TEXT    NOT NULL,
    amount_msat            INTEGER NOT NULL,
    cltv_delta             INTEGER NOT NULL,
    expires_at_ms          INTEGER NOT NULL,
    state                  TEXT    NOT NULL CHECK (state IN ('open', 'held', 'settled', 'cancelled')),
    received_msat          INTEGER NOT NULL DEFAULT 0,
    settled_at_ms          INTEGER,
    settle_index           INTEGER UNIQUE,
    hold_expires_at_height INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS invoice_open ON invoice (expires_at_ms) WHERE state = 'open';
  CREATE INDEX IF NOT EXISTS invoice_held ON invoice (hold_expires_at_height) WHERE state = 'held';
  CREATE TABLE IF NOT EXISTS payment (
    payment_hash TEXT    PRIMARY KEY,
    state        TEXT    NOT NULL CHECK (state IN ('pending', 'confirmed', 'failed')),
    reason       TEXT,
    preimage     TEXT,
    amount_msat  INTEGER NOT NULL,
    fee_msat     INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS peer_invoice (
    payment_hash TEXT PRIMARY KEY,
    preimage     TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export type NodeRow = {
  private_key: Buffer;
  peer_key: Buffer;
  height: bigint;
  settle_index: bigint;
  spendable_msat: bigint;
};

export type InvoiceRow = {
  payment_hash: string;
  preimage: string | null;
  bolt11: string;
  amount_msat: bigint;
  cltv_delta: bigint;
  expires_at_ms: bigint;
  state: InvoiceState;
  received_msat: bigint;
  settled_at_ms: bigint | null;
  settle_index: bigint | null;
  hold_expires_at_height: bigint | null;
};

export type NewInvoiceRow = Pick<
  InvoiceRow,
  "payment_hash" | "preimage" | "bolt11" | "amount_msat" | "cltv_delta" | "expires_at_ms"
>;

export type PaymentRow = {
  payment_hash: string;
  state: "pending" | "confirmed" | "failed";
  reason: PayFailure | null;
  preimage: string | null;
  amount_msat: bigint;
  fee_msat: bigint;
};

/** Opens (and creates) the file; `first` is what a new node starts with. */
export function openSandboxStore(folder: string, first: () => NodeRow) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = new BetterSqlite3(join(folder, "sandbox-node.sqlite"));
  db.defaultSafeIntegers(true);
  db.pragma("journal_mode = WAL");
  // Survives the end of the process; a power cut may take the last of what has no value. To wait for the disk at each
  // call would hold up the whole hub, whose thread this node shares.
  db.pragma("synchronous = NORMAL");
  db.exec(SCHEMA);
  const known = db.prepare("SELECT 1 FROM node").get();
  if (known === undefined) {
    db.prepare("INSERT INTO node VALUES (1, @private_key, @peer_key, @height, @settle_index, @spendable_msat)").run(
      first(),
    );
  }
  return { ...nodeQueries(db), ...invoiceQueries(db), ...paymentQueries(db), close: () => db.close() };
}

export type SandboxStore = ReturnType<typeof openSandboxStore>;

function nodeQueries(db: BetterSqlite3.Database) {
  const node = db.prepare<[], NodeRow>("SELECT * FROM node");
  const setHeight = db.prepare<[bigint]>("UPDATE node SET height = ?");
  const earn = db.prepare<[bigint]>("UPDATE node SET spendable_msat = spendable_msat + ?");
  return {
    /** Runs all or nothing; a transaction within another one joins it. */
    atomically: <T>(work: () => T): T => db.transaction(work).immediate(),
    node: (): NodeRow => {
      const row = node.get();
      if (row === undefined) throw new Error("the sandbox node has lost its own row");
      return row;
    },
    setHeight: (height: bigint) => setHeight.run(height),
    /** Moves what the node may spend; negative when it pays. */
    earn: (amountMsat: bigint) => earn.run(amountMsat),
  };
}

function invoiceQueries(db: BetterSqlite3.Database) {
  const insert = db.prepare<[NewInvoiceRow]>(`
    INSERT INTO invoice (payment_hash, preimage, bolt11, amount_msat, cltv_delta, expires_at_ms, state)
    VALUES (@payment_hash, @preimage, @bolt11, @amount_msat, @cltv_delta, @expires_at_ms, 'open')`);
  const find = db.prepare<[string], InvoiceRow>("SELECT * FROM invoice WHERE payment_hash = ?");
  const expire = db.prepare<[bigint]>(
    "UPDATE invoice SET state = 'cancelled' WHERE state = 'open' AND expires_at_ms <= ?",
  );
  const hold = db.prepare<[bigint, bigint, string]>(
    "UPDATE invoice SET state = 'held', received_msat = ?, hold_expires_at_height = ? WHERE payment_hash = ? AND state = 'open'",
  );
  const countSettled = db.prepare<[], { settle_index: bigint }>(
    "UPDATE node SET settle_index = settle_index + 1 RETURNING settle_index",
  );
  const settle = db.prepare<[string, bigint, bigint, bigint, string]>(`
    UPDATE invoice SET state = 'settled', preimage = ?, received_msat = ?, settled_at_ms = ?, settle_index = ?
    WHERE payment_hash = ? AND state IN ('open', 'held')`);
  const cancel = db.prepare<[string]>(
    "UPDATE invoice SET state = 'cancelled', received_msat = 0 WHERE payment_hash = ? AND state IN ('open', 'held')",
  );
  const heldUpTo = db.prepare<[bigint], { payment_hash: string }>(
    "SELECT payment_hash FROM invoice WHERE state = 'held' AND hold_expires_at_height <= ?",
  );
  const held = db.prepare<[], { sum: bigint }>(
    "SELECT COALESCE(SUM(received_msat), 0) AS sum FROM invoice WHERE state = 'held'",
  );
  const nextSettled = db.prepare<[bigint], InvoiceRow>(
    "SELECT * FROM invoice WHERE settle_index > ? ORDER BY settle_index LIMIT 1",
  );
  const settledFrom = db.prepare<[bigint, bigint, number], InvoiceRow>(
    "SELECT * FROM invoice WHERE settled_at_ms >= ? AND settle_index > ? ORDER BY settle_index LIMIT ?",
  );
  return {
    settledFrom: (fromMs: bigint, afterIndex: bigint, limit: number) => settledFrom.all(fromMs, afterIndex, limit),
    addInvoice: (row: NewInvoiceRow) => insert.run(row),
    invoice: (paymentHash: string) => find.get(paymentHash),
    /** Returns how many open invoices came to their end. */
    expireInvoices: (nowMs: bigint) => expire.run(nowMs).changes,
    hold: (paymentHash: string, receivedMsat: bigint, untilHeight: bigint) =>
      hold.run(receivedMsat, untilHeight, paymentHash),
    /** Gives the settlement the next running number. */
    settle: (paymentHash: string, preimage: string, receivedMsat: bigint, settledAtMs: bigint) => {
      const settleIndex = countSettled.get()?.settle_index ?? 0n;
      return settle.run(preimage, receivedMsat, settledAtMs, settleIndex, paymentHash);
    },
    cancel: (paymentHash: string) => cancel.run(paymentHash),
    heldMsat: () => held.get()?.sum ?? 0n,
    heldUpTo: (height: bigint) => heldUpTo.all(height).map((row) => row.payment_hash),
    /** The first settlement with a higher running number. */
    nextSettled: (settleIndex: bigint) => nextSettled.get(settleIndex),
  };
}

function paymentQueries(db: BetterSqlite3.Database) {
  const save = db.prepare<[PaymentRow]>(`
    INSERT INTO payment VALUES (@payment_hash, @state, @reason, @preimage, @amount_msat, @fee_msat)
    ON CONFLICT DO UPDATE SET state = @state, reason = @reason, preimage = @preimage, amount_msat = @amount_msat, fee_msat = @fee_msat`);
  const find = db.prepare<[string], PaymentRow>("SELECT * FROM payment WHERE payment_hash = ?");
  const addPeerInvoice = db.prepare<[string, string]>("INSERT INTO peer_invoice VALUES (?, ?)");
  const peerPreimage = db.prepare<[string], { preimage: string }>(
    "SELECT preimage FROM peer_invoice WHERE payment_hash = ?",
  );
  const payments = db.prepare<[number, bigint], PaymentRow>(
    "SELECT * FROM payment ORDER BY payment_hash LIMIT ? OFFSET ?",
  );
  return {
    payments: (offset: bigint, limit: number) => payments.all(limit, offset),
    savePayment: (row: PaymentRow) => save.run(row),
    payment: (paymentHash: string) => find.get(paymentHash),
    addPeerInvoice: (paymentHash: string, preimage: string) => addPeerInvoice.run(paymentHash, preimage),
    peerPreimage: (paymentHash: string) => peerPreimage.get(paymentHash)?.preimage,
  };
}
