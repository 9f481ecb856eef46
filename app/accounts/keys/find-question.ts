import type { Reader } from "../../db/database.ts";
import type { ChallengeTable, CredentialKind } from "../../db/schema.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { latestBeginning } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Purpose } from "./question.ts";

/** Which question, and from which browser. */
export type Asked = { browser: string; purpose?: Purpose } & ({ id: string } | { value: string });

export type AskedQuestion = {
  id: string;
  purpose: Purpose;
  personId: string | undefined;
  state: ChallengeTable["state"];
  expiresAtMs: bigint;
  wanted: string;
  host: string;
  /** The key that a wallet answered with. */
  answeredBy: string | undefined;
};

/** What this browser has asked; undefined when it has not, or too long ago. */
export async function findQuestion(
  reader: Reader,
  now: UnixMs,
  kind: CredentialKind,
  asked: Asked,
): Promise<AskedQuestion | undefined> {
  let query = reader
    .selectFrom("challenge")
    .selectAll()
    .where("kind", "=", kind)
    .where("browser_hash", "=", sha256Hex(asked.browser))
    .where("created_at_ms", "<=", latestBeginning(now))
    .where("expires_at_ms", ">", now);
  if (asked.purpose !== undefined) query = query.where("purpose", "=", asked.purpose);
  const row = await (
    "id" in asked ? query.where("id", "=", asked.id) : query.where("value_hash", "=", sha256Hex(asked.value))
  ).executeTakeFirst();
  return row === undefined ? undefined : questionIn(row);
}

function questionIn(row: ChallengeTable): AskedQuestion {
  const more: { wanted?: string; host?: string; answeredBy?: string } = JSON.parse(row.more);
  return {
    id: row.id,
    purpose: row.purpose,
    personId: row.person_id ?? undefined,
    state: row.state,
    expiresAtMs: row.expires_at_ms,
    wanted: more.wanted ?? "",
    host: more.host ?? "",
    answeredBy: more.answeredBy,
  };
}
