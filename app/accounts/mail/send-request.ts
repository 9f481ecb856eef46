import type { Db } from "../../db/database.ts";
import type { MailPurpose, SignInTable } from "../../db/schema.ts";
import type { Clock } from "../../domain/time.ts";
import type { Letter, Writing } from "./letter.ts";
import { namePerson } from "./name-person.ts";
import { REQUEST_LIFETIME_MS } from "./request.ts";
import { codeOf, tokenOf } from "./secrets.ts";
import { sendLetter } from "./send-letter.ts";

export type SendingRequests = Writing & { db: Db; clock: Clock; secretKey: string };

/** Sends the letter of a request, unless it is over by now or nobody has the address. */
export async function sendRequest(deps: SendingRequests, requestId: string): Promise<void> {
  const row = await deps.db.selectFrom("sign_in").selectAll().where("id", "=", requestId).executeTakeFirst();
  if (row === undefined || row.state !== "waiting" || row.expires_at_ms <= deps.clock()) return;
  if (!isByMail(row)) throw new Error(`${row.id} is no request by mail`);
  // Written for unknown addresses, too, so that the next answer does not come sooner after them.
  const written = deps.writeLetter(row.locale, letterOf(deps.secretKey, row));
  const personId = await namePerson(deps.db, row);
  if (row.purpose === "sign-in" && personId === null) return;
  await sendLetter(deps, { ...written, id: row.id, to: row.address, writtenAtMs: deps.clock() });
}

type MailRow = SignInTable & { purpose: MailPurpose };

/** Requests by chat have no address. */
function isByMail(row: SignInTable): row is MailRow {
  return row.address !== "";
}

function letterOf(secretKey: string, row: MailRow): Letter {
  const asked = {
    code: codeOf(secretKey, row.id),
    device: row.device,
    atMs: row.created_at_ms,
    lifetimeMs: REQUEST_LIFETIME_MS,
  };
  const { purpose } = row;
  if (purpose === "add-address" || purpose === "prove") return { kind: purpose, ...asked };
  // In the fragment, which no browser sends to anybody: it is in no log and no referrer (ASVS 14.2.1).
  return { kind: purpose, ...asked, link: `${row.origin}/sign-in/link#${tokenOf(secretKey, row.id)}` };
}
