import type { Reader } from "../../db/database.ts";
import type { EcashPurpose, VoucherTable } from "../../db/schema.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { UnixMs } from "../../domain/time.ts";
import { voucherKeys } from "./voucher-keys.ts";

/** A voucher with what it is or was spent for, where it is. */
export type FoundVoucher = Readonly<VoucherTable> & { purpose: EcashPurpose | null; subject: string | null };

export type NoVoucher = Refused<"voucher-unknown" | "voucher-used" | "voucher-over" | "voucher-not-now">;

/** By its code, which is looked up by a hash of it. */
export async function findVoucher(db: Reader, code: string): Promise<FoundVoucher | undefined> {
  return db
    .selectFrom("voucher")
    .leftJoin("ecash_op", "ecash_op.id", "voucher.left_by")
    .selectAll("voucher")
    .select(["ecash_op.purpose", "ecash_op.subject"])
    .where("code_hash", "=", voucherKeys(code).hash)
    .executeTakeFirst();
}

/** Why a voucher cannot be spent now; undefined when it can. */
export function whyNot(voucher: FoundVoucher | undefined, now: UnixMs): NoVoucher | undefined {
  if (voucher === undefined || voucher.state === "failed") return refuse("voucher-unknown");
  if (voucher.state === "making") return refuse("voucher-not-now");
  if (voucher.state === "returned" || voucher.purpose === "renew") return refuse("voucher-over");
  if (voucher.state !== "waiting") return refuse("voucher-used");
  return now >= voucher.expires_at_ms ? refuse("voucher-over") : undefined;
}
