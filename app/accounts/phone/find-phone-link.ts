import type { Db } from "../../db/database.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { phoneToken } from "./phone-token.ts";

/** How the link is doing that a screen shows, or has shown. */
export type PhoneLink =
  | { state: "waiting"; token: string; createdAtMs: bigint; expiresAtMs: bigint }
  | { state: "used"; device: string }
  | { state: "over" };

/** For so long the screen still tells what became of a link. */
const TOLD_MS = 5n * MINUTE_MS;

/** The link of this screen; undefined when it made none, or another screen of the same person has made one since. */
export async function findPhoneLink(
  { db, secretKey }: { db: Db; secretKey: string },
  sessionId: string,
  now: UnixMs,
): Promise<PhoneLink | undefined> {
  const link = await db.selectFrom("phone_link").selectAll().where("session_id", "=", sessionId).executeTakeFirst();
  if (link === undefined || link.expires_at_ms + TOLD_MS <= now) return undefined;
  if (link.state === "used") return { state: "used", device: link.device };
  if (link.expires_at_ms <= now) return { state: "over" };
  const token = phoneToken(secretKey, link.id);
  return { state: "waiting", token, createdAtMs: link.created_at_ms, expiresAtMs: link.expires_at_ms };
}
