import type { Reader } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { DAY_MS, unixMs } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { sendingHalt } from "../sending-halt.ts";
import { compareEcash } from "./compare-ecash.ts";
import { compareInvoices, compareSettlements } from "./compare-invoices.ts";
import { compareMintPayments, issuedHashes } from "./compare-mint-payments.ts";
import { compareOutputs } from "./compare-outputs.ts";
import { comparePayments, compareTold } from "./compare-payments.ts";
import { compareTransactions } from "./compare-transactions.ts";
import { compareUnknown } from "./compare-unknown.ts";
import { SETTLED_FOR_MS } from "./difference.ts";
import type { Looked } from "./difference.ts";
import { listFindings } from "./list-findings.ts";
import { receivedHashes, sentHashes, sentTransactions } from "./our-hashes.ts";
import type { Comparing, Reach } from "./reconcile-books.ts";

const REACH_MS: Readonly<Record<Reach, bigint>> = { recent: 2n * DAY_MS, thorough: 35n * DAY_MS };

/** Small enough for one answer of the node, whatever its invoices hold. */
const PAGE = 100;
const BATCH = 500;
/** So many open findings are looked at again each time; more than that is one trouble, not many. */
const OLD_FINDINGS = 500;

type Span = { from: UnixMs; until: UnixMs };

/**
 * Everything that can be compared, some at a time. First what the node tells is looked up in the books, then what the
 * books have beside that is looked up at the node, then what was found before and was not among either.
 */
export async function* lookAtAll(deps: Comparing, reach: Reach): AsyncGenerator<readonly Looked[]> {
  const now = deps.clock();
  const span = { from: earlier(now, REACH_MS[reach]), until: earlier(now, SETTLED_FOR_MS) };
  const seen = new Set<string>();
  const parts = [
    toldSettlements,
    ourInvoices,
    toldPayments,
    unknownPayments,
    ourPayments,
    ourTransactions,
    ourOutputs,
    ourCoins,
    ourMint,
    formerFindings,
  ];
  for (const part of parts) {
    for await (const looked of part(deps, span, seen)) {
      for (const { subject } of looked) seen.add(subject);
      yield looked;
    }
  }
}

function earlier(now: UnixMs, ms: bigint): UnixMs {
  return unixMs(now > ms ? now - ms : 0n);
}

type Part = (deps: Comparing, span: Span, seen: ReadonlySet<string>) => AsyncGenerator<readonly Looked[]>;

const toldSettlements: Part = async function* ({ db, records }, { from, until }) {
  for (let after: bigint | undefined; ;) {
    // An invoice was made some time before it was paid.
    const page = { fromMs: earlier(from, DAY_MS), limit: PAGE, ...(after !== undefined && { after }) };
    const { items, next } = await records.listSettled(page);
    yield await compareSettlements(
      db,
      items.filter(({ settledAtMs }) => settledAtMs < until),
    );
    if (next === undefined) return;
    after = next;
  }
};

const ourInvoices: Part = async function* ({ db, node }, span, seen) {
  for await (const hashes of receivedHashes(db, span)) yield* inBatches(left(hashes, seen), db, node, compareInvoices);
};

const toldPayments: Part = async function* ({ db, records }, { from, until }) {
  for (let after: bigint | undefined; ;) {
    const page = { fromMs: earlier(from, DAY_MS), limit: PAGE, ...(after !== undefined && { after }) };
    const told = await records.listPayments(page);
    if (told === undefined) return;
    yield await compareTold(db, told.items, until);
    if (told.next === undefined) return;
    after = told.next;
  }
};

/** Only after a return from a backup, and only what the node did since. */
const unknownPayments: Part = async function* ({ db, records }) {
  const halt = await sendingHalt(db);
  if (halt === undefined) return;
  const fromMs = earlier(unixMs(halt.backupAtMs), SETTLED_FOR_MS);
  for (let after: bigint | undefined; ;) {
    const told = await records.listPayments({ fromMs, limit: PAGE, ...(after !== undefined && { after }) });
    if (told === undefined) return;
    yield await compareUnknown(db, told.items);
    if (told.next === undefined) return;
    after = told.next;
  }
};

const ourPayments: Part = async function* ({ db, payer }, span, seen) {
  if (payer === undefined) return;
  for await (const hashes of sentHashes(db, span)) yield* inBatches(left(hashes, seen), db, payer, comparePayments);
};

const ourTransactions: Part = async function* ({ db, sender }, span) {
  if (sender === undefined) return;
  for await (const txids of sentTransactions(db, span)) yield* inBatches(txids, db, sender, compareTransactions);
};

const ourOutputs: Part = async function* ({ db, chain }) {
  if (chain !== undefined) yield await compareOutputs(db, chain);
};

const ourCoins: Part = async function* ({ db }) {
  // All of it as of one moment.
  yield await transact(db, compareEcash);
};

const ourMint: Part = async function* ({ db, node }, span, seen) {
  for await (const hashes of issuedHashes(db, span))
    yield* inBatches(left(hashes, seen), db, node, compareMintPayments);
};

/** What the other parts did not come across any more: it is too old, or is in neither of the two now. */
const formerFindings: Part = async function* ({ db, node, payer, sender }, _, seen) {
  const former = (await listFindings(db, "open", OLD_FINDINGS)).filter(({ subject }) => !seen.has(subject));
  const subjectsOf = (start: string) => former.filter(({ kind }) => kind.startsWith(start)).map((each) => each.subject);
  yield* inBatches(subjectsOf("invoice-"), db, node, compareInvoices);
  if (payer !== undefined) yield* inBatches(subjectsOf("payment-"), db, payer, comparePayments);
  if (sender !== undefined) yield* inBatches(subjectsOf("payment-"), db, sender, compareTransactions);
  yield* inBatches(subjectsOf("mint-unpaid"), db, node, compareMintPayments);
  // Neither the wallet nor the books have it any more.
  yield subjectsOf("output-").map((subject) => ({ subject, differences: [] }));
};

function left(hashes: readonly string[], seen: ReadonlySet<string>): string[] {
  return hashes.filter((hash) => !seen.has(hash));
}

async function* inBatches<Node>(
  subjects: readonly string[],
  db: Reader,
  node: Node,
  compare: (db: Reader, node: Node, subjects: readonly string[]) => Promise<Looked[]>,
): AsyncGenerator<readonly Looked[]> {
  for (let from = 0; from < subjects.length; from += BATCH)
    yield await compare(db, node, subjects.slice(from, from + BATCH));
}
