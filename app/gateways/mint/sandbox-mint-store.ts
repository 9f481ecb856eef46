import BetterSqlite3 from "better-sqlite3";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** What the sandbox mint remembers; amounts are sat, times Unix seconds, points and scalars hex. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS mint (id INTEGER PRIMARY KEY CHECK (id = 1), seed BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS keyset (
    place        INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE,
    fee_ppk      INTEGER NOT NULL,
    is_active    INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    expires_at_s INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS mint_quote (
    id           TEXT    PRIMARY KEY,
    bolt11       TEXT    NOT NULL,
    payment_hash TEXT    NOT NULL UNIQUE,
    amount_sat   INTEGER NOT NULL CHECK (amount_sat > 0),
    pubkey       TEXT,
    state        TEXT    NOT NULL CHECK (state IN ('UNPAID', 'PAID', 'ISSUED')),
    expires_at_s INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS melt_quote (
    id           TEXT    PRIMARY KEY,
    bolt11       TEXT    NOT NULL,
    payment_hash TEXT    NOT NULL,
    amount_sat   INTEGER NOT NULL CHECK (amount_sat > 0),
    reserve_sat  INTEGER NOT NULL CHECK (reserve_sat >= 0),
    state        TEXT    NOT NULL CHECK (state IN ('UNPAID', 'PENDING', 'PAID')),
    preimage     TEXT,
    blanks       TEXT    NOT NULL DEFAULT '[]',
    change       TEXT    NOT NULL DEFAULT '[]',
    expires_at_s INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS melt_once ON melt_quote (payment_hash) WHERE state != 'UNPAID';
  CREATE TABLE IF NOT EXISTS signature (
    point      TEXT    PRIMARY KEY,
    keyset_id  TEXT    NOT NULL,
    amount_sat INTEGER NOT NULL,
    signed     TEXT    NOT NULL,
    e          TEXT    NOT NULL,
    s          TEXT    NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS coin (
    y          TEXT    PRIMARY KEY,
    keyset_id  TEXT    NOT NULL,
    amount_sat INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('PENDING', 'SPENT')),
    witness    TEXT,
    melt_quote TEXT
  ) STRICT, WITHOUT ROWID;
`;

export type KeysetRow = { place: bigint; id: string; fee_ppk: bigint; is_active: bigint; expires_at_s: bigint | null };

export type MintQuoteRow = {
  id: string;
  bolt11: string;
  payment_hash: string;
  amount_sat: bigint;
  pubkey: string | null;
  state: "UNPAID" | "PAID" | "ISSUED";
  expires_at_s: bigint;
};

export type MeltQuoteRow = {
  id: string;
  bolt11: string;
  payment_hash: string;
  amount_sat: bigint;
  reserve_sat: bigint;
  state: "UNPAID" | "PENDING" | "PAID";
  preimage: string | null;
  /** Outputs for the change and their signatures, as JSON. */
  blanks: string;
  change: string;
  expires_at_s: bigint;
};

export type SignatureRow = {
  point: string;
  keyset_id: string;
  amount_sat: bigint;
  signed: string;
  e: string;
  s: string;
};

export type CoinRow = {
  y: string;
  keyset_id: string;
  amount_sat: bigint;
  state: "PENDING" | "SPENT";
  witness: string | null;
  melt_quote: string | null;
};

/** Opens (and creates) the file; `seed` is what the keys of a new mint come from. */
export function openMintStore(folder: string, seed: () => Uint8Array) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = new BetterSqlite3(join(folder, "sandbox-mint.sqlite"));
  db.defaultSafeIntegers(true);
  db.pragma("journal_mode = WAL");
  // Survives the end of the process; a power cut may take the last of what has no value.
  db.pragma("synchronous = NORMAL");
  db.exec(SCHEMA);
  db.prepare("INSERT OR IGNORE INTO mint VALUES (1, ?)").run(seed());
  return {
    ...keyQueries(db),
    ...quoteQueries(db),
    ...coinQueries(db),
    /** Runs all or nothing; a transaction within another one joins it. */
    atomically: <T>(work: () => T): T => db.transaction(work).immediate(),
    close: () => db.close(),
  };
}

export type MintStore = ReturnType<typeof openMintStore>;

function keyQueries(db: BetterSqlite3.Database) {
  const seed = db.prepare<[], { seed: Buffer }>("SELECT seed FROM mint");
  const keysets = db.prepare<[], KeysetRow>("SELECT * FROM keyset ORDER BY place");
  const retire = db.prepare("UPDATE keyset SET is_active = 0");
  const add = db.prepare<[Omit<KeysetRow, "is_active">]>(
    "INSERT INTO keyset VALUES (@place, @id, @fee_ppk, 1, @expires_at_s)",
  );
  return {
    seed: (): Uint8Array => seed.get()?.seed ?? Buffer.alloc(0),
    keysets: () => keysets.all(),
    /** From now on only this one signs. */
    rotateTo: (row: Omit<KeysetRow, "is_active">) => {
      retire.run();
      add.run(row);
    },
  };
}

function quoteQueries(db: BetterSqlite3.Database) {
  const addMint = db.prepare<[Omit<MintQuoteRow, "state">]>(
    "INSERT INTO mint_quote VALUES (@id, @bolt11, @payment_hash, @amount_sat, @pubkey, 'UNPAID', @expires_at_s)",
  );
  const mint = db.prepare<[string], MintQuoteRow>("SELECT * FROM mint_quote WHERE id = ?");
  const moveMint = db.prepare<[string, string, string]>("UPDATE mint_quote SET state = ? WHERE id = ? AND state = ?");
  const addMelt = db.prepare<[Omit<MeltQuoteRow, "state" | "preimage" | "blanks" | "change">]>(`
    INSERT INTO melt_quote (id, bolt11, payment_hash, amount_sat, reserve_sat, state, expires_at_s)
    VALUES (@id, @bolt11, @payment_hash, @amount_sat, @reserve_sat, 'UNPAID', @expires_at_s)`);
  const melt = db.prepare<[string], MeltQuoteRow>("SELECT * FROM melt_quote WHERE id = ?");
  const meltOf = db.prepare<[string], MeltQuoteRow>(
    "SELECT * FROM melt_quote WHERE payment_hash = ? AND state != 'UNPAID'",
  );
  const saveMelt = db.prepare<[MeltQuoteRow]>(
    "UPDATE melt_quote SET state = @state, preimage = @preimage, blanks = @blanks, change = @change WHERE id = @id",
  );
  const pending = db.prepare<[], MeltQuoteRow>("SELECT * FROM melt_quote WHERE state = 'PENDING'");
  return {
    addMintQuote: (row: Omit<MintQuoteRow, "state">) => addMint.run(row),
    mintQuote: (id: string) => mint.get(id),
    moveMintQuote: (id: string, from: MintQuoteRow["state"], to: MintQuoteRow["state"]) =>
      moveMint.run(to, id, from).changes === 1,
    addMeltQuote: (row: Omit<MeltQuoteRow, "state" | "preimage" | "blanks" | "change">) => addMelt.run(row),
    meltQuote: (id: string) => melt.get(id),
    /** The one that pays, or has paid, the invoice of this hash. */
    meltOf: (paymentHash: string) => meltOf.get(paymentHash),
    saveMeltQuote: (row: MeltQuoteRow) => saveMelt.run(row),
    pendingMelts: () => pending.all(),
  };
}

function coinQueries(db: BetterSqlite3.Database) {
  const sign = db.prepare<[SignatureRow]>(
    "INSERT INTO signature VALUES (@point, @keyset_id, @amount_sat, @signed, @e, @s)",
  );
  const signature = db.prepare<[string], SignatureRow>("SELECT * FROM signature WHERE point = ?");
  const take = db.prepare<[CoinRow]>(
    "INSERT INTO coin VALUES (@y, @keyset_id, @amount_sat, @state, @witness, @melt_quote)",
  );
  const coin = db.prepare<[string], CoinRow>("SELECT * FROM coin WHERE y = ?");
  const spend = db.prepare<[string]>("UPDATE coin SET state = 'SPENT' WHERE melt_quote = ?");
  const free = db.prepare<[string]>("DELETE FROM coin WHERE melt_quote = ? AND state = 'PENDING'");
  const sums = db.prepare<[], { issued: bigint; redeemed: bigint }>(`
    SELECT (SELECT COALESCE(SUM(amount_sat), 0) FROM signature) AS issued,
           (SELECT COALESCE(SUM(amount_sat), 0) FROM coin WHERE state = 'SPENT') AS redeemed`);
  return {
    addSignature: (row: SignatureRow) => sign.run(row),
    signature: (point: string) => signature.get(point),
    takeCoin: (row: CoinRow) => take.run(row),
    coin: (y: string) => coin.get(y),
    spendCoinsOf: (meltQuote: string) => spend.run(meltQuote),
    freeCoinsOf: (meltQuote: string) => free.run(meltQuote),
    /** In sat, of all time: the difference is what the mint owes. */
    sums: () => sums.get() ?? { issued: 0n, redeemed: 0n },
  };
}
