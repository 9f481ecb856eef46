import type { Reader, Tx } from "../db/database.ts";
import type { Msat } from "../domain/money.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Lock, MintRefusal, PlannedOutput } from "../gateways/mint/port.ts";
import type { Ecash } from "./ecash.ts";
import { finishOp } from "./journal/finish-op.ts";
import type { Finished } from "./journal/finish-op.ts";
import { reasonOf } from "./journal/reason-of.ts";
import { writeOp } from "./journal/write-op.ts";
import { promiseToken } from "./journal/write-token.ts";
import { keysetsOf, signingKeyset } from "./mints/keysets.ts";
import { isShort } from "./read-solvency.ts";
import { planGiven } from "./wallet/plan-given.ts";
import { spendCoins } from "./wallet/spend-coins.ts";
import type { Chosen } from "./wallet/spend-coins.ts";

export type Issuing = {
  subject: string;
  mintUrl: string;
  amountMsat: Msat;
  /** Whose key it takes to spend it; without one it is whoever's has it. */
  lock?: Lock;
  /** Asked in the transaction that writes what the mint will be asked; where it says no, nothing is written. */
  mayBegin?: (tx: Tx) => Promise<boolean>;
};

type Refusals = Refused<"ecash-too-little" | "mint-not-taken" | "mint-short" | "already-on-its-way">;

export type Issued = { kind: "issued"; tokenId: string; state: Finished };

/** After an old copy of the database was put back, its numbers may have been used, and its coins spent: a refusal tells which. */
const OF_AN_OLD_COPY: ReadonlySet<string> = new Set(["outputs-signed", "coin-spent"] satisfies MintRefusal[]);
const ROUNDS = 5;

/**
 * Makes a token over a sum from the hub's own coins. It is to be had once its operation is done, by `showToken`; what a
 * crash leaves is finished like every operation. The fee for spending the hub's coins is the hub's.
 */
export async function issueToken(deps: Ecash, issuing: Issuing): Promise<Issued | Refusals> {
  for (let round = 1; ; round += 1) {
    const made = (await madeBefore(deps.db, issuing.subject)) ?? (await begin(deps, issuing));
    if (isRefused(made)) return made;
    const issued = await finished(deps, made);
    if (issued.state !== "refused" || round === ROUNDS || !OF_AN_OLD_COPY.has(await reasonOf(deps.db, made.opId)))
      return issued;
  }
}

async function begin(deps: Ecash, issuing: Issuing): Promise<Made | Refusals> {
  if (await isShort(deps.db)) return refuse("mint-short");
  const { mintUrl, amountMsat, lock } = issuing;
  const signing = signingKeyset(await keysetsOf(deps.db, mintUrl));
  if (signing === undefined) return refuse("mint-not-taken");
  const given = await planGiven(deps, signing, { amountMsat, lock });
  return spendCoins(deps, { mintUrl, signing, amountMsat }, async (tx, chosen) => {
    const earlier = await madeBefore(tx, issuing.subject);
    if (earlier !== undefined) return earlier;
    if ((await issuing.mayBegin?.(tx)) === false) return refuse("already-on-its-way");
    return write(tx, deps, { issuing, given, ...chosen });
  });
}

type Made = { opId: string; tokenId: string };

async function finished(deps: Ecash, { opId, tokenId }: Made): Promise<Issued> {
  return { kind: "issued", tokenId, state: await finishOp(deps, opId) };
}

/** What is given for one thing is given once, however often it is asked for. */
async function madeBefore(reader: Reader, subject: string): Promise<Made | undefined> {
  const row = await reader
    .selectFrom("ecash_token")
    .select(["id", "op_id"])
    .where("subject", "=", subject)
    .where("state", "!=", "failed")
    .executeTakeFirst();
  return row === undefined ? undefined : { tokenId: row.id, opId: row.op_id };
}

type Writing = Chosen & { issuing: Issuing; given: readonly PlannedOutput[] };

async function write(tx: Tx, deps: Ecash, { issuing, coins, given, change }: Writing): Promise<Made> {
  const { subject, mintUrl, amountMsat, lock } = issuing;
  const written = await writeOp(tx, deps, {
    kind: "swap",
    purpose: "issue",
    subject,
    mintUrl,
    body: { inputs: coins, outputs: [...given, ...change], given: given.length, signature: undefined },
    inputs: "own",
    worthMsat: amountMsat,
  });
  if (written === "taken") throw new Error("the hub's own coins belong to somebody else");
  const lockedTo = lock?.keys[0];
  const token = await promiseToken(tx, deps, { opId: written.id, subject, mintUrl, lockedTo, given });
  return { opId: written.id, tokenId: token.id };
}
