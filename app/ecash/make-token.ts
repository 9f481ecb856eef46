import { isRefused, refuse } from "../domain/refusal.ts";
import type { MakeToken } from "../payments/make-token.ts";
import type { Ecash } from "./ecash.ts";
import { issueToken } from "./issue-token.ts";
import { lockTo } from "./lock-to.ts";
import { ownMint } from "./mints/own-mint.ts";

/** Gives what money that leaves as e-cash needs: a token of the hub's own mint, whoever has it. */
export function tokenMaker(deps: Ecash): MakeToken {
  return async ({ subject, amountMsat, lockedTo, mayBegin }) => {
    const own = await ownMint(deps.db);
    if (own === undefined) return refuse("mint-not-taken");
    const lock = lockedTo === undefined ? {} : { lock: lockTo(lockedTo) };
    const issued = await issueToken(deps, { subject, amountMsat, mayBegin, mintUrl: own.url, ...lock });
    if (isRefused(issued)) return issued;
    const { tokenId, state } = issued;
    const feeMsat = await feeOf(deps, tokenId);
    return { kind: "token", tokenId, feeMsat, state: state === "done" ? "ready" : "making" };
  };
}

/** What the mint took for spending the hub's coins. */
async function feeOf({ db }: Ecash, tokenId: string): Promise<bigint> {
  const op = await db
    .selectFrom("ecash_token")
    .innerJoin("ecash_op", "ecash_op.id", "ecash_token.op_id")
    .where("ecash_token.id", "=", tokenId)
    .select(["input_msat", "output_msat"])
    .executeTakeFirstOrThrow();
  return op.input_msat - op.output_msat;
}
