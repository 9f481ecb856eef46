import { resolve } from "node:path";
import { hasOwner } from "../accounts/has-owner.ts";
import { invite } from "../accounts/invite.ts";
import type { Addresses } from "../http/door.ts";
import type { Rooms } from "../http/open-doors.ts";

type Greeting = { showsOwnerLink: boolean; mails: string | undefined };

/** Tells the person at the terminal where the shop is; the owner's link is good once and for half an hour. */
export async function greet(hub: Rooms, { lan, admin }: Addresses, { showsOwnerLink, mails }: Greeting): Promise<void> {
  const lines = [`SatoShop Hub is open at ${lan}`, ""];
  if (hub.mode !== "mainnet") lines.push(`Mode: ${hub.mode}. The money here has no value.`, "");
  if (hub.mode === "sandbox" || !(await hasOwner(hub.db)))
    lines.push(...(showsOwnerLink ? await ownerLink(hub, admin) : HOW_TO_GET_ONE));
  if (mails !== undefined)
    lines.push("No mail server is set. Letters are kept as files in:", `  ${resolve(mails)}`, "");
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function ownerLink(hub: Rooms, admin: string | undefined): Promise<string[]> {
  const { token } = await invite(hub, { role: "owner" });
  return ["Owner, sign in once within 30 minutes:", `  ${admin}/join#${token}`, ""];
}

const HOW_TO_GET_ONE = ["Owner, `satoshop login-link` makes the link with which you sign in.", ""];
