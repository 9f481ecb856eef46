import { readFileSync } from "node:fs";
import { join } from "node:path";
import { phoneToken } from "../../app/accounts/phone/phone-token.ts";
import { openMarket } from "../support/browser.ts";
import { inDatabase } from "./in-database.ts";

/** What a phone's camera would read from the screen on which a seller has asked for a code last. */
export async function newestPhoneLink(): Promise<string> {
  const { dataDir } = await openMarket();
  const query = `SELECT phone_link.id FROM phone_link JOIN person ON person.id = person_id
    WHERE role = 'seller' ORDER BY phone_link.id DESC LIMIT 1`;
  const id = await inDatabase((database) => database.prepare<[], string>(query).pluck().get());
  return `/phone#${phoneToken(readFileSync(join(dataDir, "secret.key"), "utf8").trim(), id ?? "")}`;
}
