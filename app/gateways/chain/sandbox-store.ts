import BetterSqlite3 from "better-sqlite3";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** What the sandbox chain remembers: the blocks that stand, and every transaction there ever was. Amounts are msat. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS block (
    height INTEGER PRIMARY KEY,
    hash   TEXT    NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS tx (
    txid   TEXT    PRIMARY KEY,
    state  TEXT    NOT NULL CHECK (state IN ('waiting', 'mined', 'gone')),
    height INTEGER CHECK ((state = 'mined') = (height IS NOT NULL))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS tx_mined ON tx (height) WHERE state = 'mined';
  CREATE INDEX IF NOT EXISTS tx_waiting ON tx (txid) WHERE state = 'waiting';
  CREATE TABLE IF NOT EXISTS output (
    txid        TEXT    NOT NULL REFERENCES tx (txid),
    vout        INTEGER NOT NULL,
    address     TEXT    NOT NULL,
    amount_msat INTEGER NOT NULL CHECK (amount_msat > 0),
    PRIMARY KEY (txid, vout)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS spend (
    txid        TEXT    PRIMARY KEY REFERENCES tx (txid),
    inputs      TEXT    NOT NULL,
    address     TEXT    NOT NULL,
    amount_msat INTEGER NOT NULL,
    fee_msat    INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export type BlockRow = { height: bigint; hash: string };

/** One output with where its transaction is; height and hash are null while it waits. */
export type OutputRow = {
  txid: string;
  vout: bigint;
  address: string;
  amount_msat: bigint;
  height: bigint | null;
  hash: string | null;
};

/** A transaction of the wallet's own; `inputs` is a JSON list. */
type NewSpend = { txid: string; inputs: string; address: string; amount_msat: bigint; fee_msat: bigint };

export type SpendRow = NewSpend & { state: "waiting" | "mined" | "gone"; height: bigint | null };

/** Opens (and creates) the file; `first` is where a new chain begins. */
export function openChainStore(folder: string, first: () => BlockRow) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = new BetterSqlite3(join(folder, "sandbox-chain.sqlite"));
  db.defaultSafeIntegers(true);
  db.pragma("journal_mode = WAL");
  // What a power cut takes from the last second has no value, and the file stays whole.
  db.pragma("synchronous = NORMAL");
  db.exec(SCHEMA);
  if (db.prepare("SELECT 1 FROM block").get() === undefined)
    db.prepare("INSERT INTO block VALUES (@height, @hash)").run(first());
  return {
    atomically: <T>(work: () => T): T => db.transaction(work).immediate(),
    ...blockQueries(db),
    ...transactionQueries(db),
    ...spendQueries(db),
    close: () => db.close(),
  };
}

export type ChainStore = ReturnType<typeof openChainStore>;

function blockQueries(db: BetterSqlite3.Database) {
  const tip = db.prepare<[], BlockRow>("SELECT * FROM block ORDER BY height DESC LIMIT 1");
  const add = db.prepare<[BlockRow]>("INSERT INTO block VALUES (@height, @hash)");
  const remove = db.prepare<[bigint]>("DELETE FROM block WHERE height >= ?");
  return {
    tip: (): BlockRow => {
      const row = tip.get();
      if (row === undefined) throw new Error("the sandbox chain has lost its blocks");
      return row;
    },
    addBlock: (block: BlockRow) => add.run(block),
    removeBlocksFrom: (height: bigint) => remove.run(height),
  };
}

function transactionQueries(db: BetterSqlite3.Database) {
  const addTx = db.prepare<[string]>(
    "INSERT INTO tx VALUES (?, 'waiting', NULL) ON CONFLICT DO UPDATE SET state = 'waiting', height = NULL",
  );
  const addOutput = db.prepare<[string, bigint, string, bigint]>("INSERT INTO output VALUES (?, ?, ?, ?)");
  const mine = db.prepare<[bigint, string]>("UPDATE tx SET state = 'mined', height = ? WHERE txid = ?");
  const unmine = db.prepare<[string]>("UPDATE tx SET state = 'waiting', height = NULL WHERE txid = ?");
  const drop = db.prepare<[string]>("UPDATE tx SET state = 'gone', height = NULL WHERE txid = ? AND state = 'waiting'");
  const waiting = db.prepare<[], { txid: string }>("SELECT txid FROM tx WHERE state = 'waiting'");
  const minedFrom = db.prepare<[bigint], { txid: string; height: bigint }>(
    "SELECT txid, height FROM tx WHERE state = 'mined' AND height >= ?",
  );
  const outputs = db.prepare<[bigint], OutputRow>(`
    SELECT output.*, tx.height, block.hash FROM tx JOIN output USING (txid) LEFT JOIN block USING (height)
    WHERE tx.state = 'waiting' OR (tx.state = 'mined' AND tx.height >= ?) ORDER BY txid, vout`);
  return {
    addTransaction: (txid: string) => addTx.run(txid),
    addOutput: (txid: string, vout: bigint, address: string, msat: bigint) => addOutput.run(txid, vout, address, msat),
    mineTransaction: (txid: string, height: bigint) => mine.run(height, txid),
    unmineTransaction: (txid: string) => unmine.run(txid),
    /** False when it is in a block, or gone already. */
    dropTransaction: (txid: string): boolean => drop.run(txid).changes === 1,
    waiting: () => waiting.all().map((row) => row.txid),
    minedFrom: (height: bigint) => minedFrom.all(height),
    outputsFrom: (height: bigint) => outputs.all(height),
  };
}

function spendQueries(db: BetterSqlite3.Database) {
  const add = db.prepare<[NewSpend]>(
    "INSERT INTO spend VALUES (@txid, @inputs, @address, @amount_msat, @fee_msat) ON CONFLICT DO NOTHING",
  );
  const spenders = db.prepare<[string], SpendRow>(`
    SELECT spend.*, tx.state, tx.height FROM spend JOIN tx USING (txid), json_each(spend.inputs)
    WHERE json_each.value = ?`);
  const received = db.prepare<[], { msat: bigint }>(
    "SELECT COALESCE(SUM(amount_msat), 0) AS msat FROM output JOIN tx USING (txid) WHERE state <> 'gone'",
  );
  const spent = db.prepare<[], { msat: bigint }>(
    "SELECT COALESCE(SUM(amount_msat + fee_msat), 0) AS msat FROM spend JOIN tx USING (txid) WHERE state <> 'gone'",
  );
  return {
    addSpend: (spend: NewSpend) => add.run(spend),
    spendersOf: (input: string): SpendRow[] => spenders.all(input),
    received: (): bigint => received.get()?.msat ?? 0n,
    spent: (): bigint => spent.get()?.msat ?? 0n,
  };
}
