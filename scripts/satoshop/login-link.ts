import { randomBytes } from "node:crypto";
import { hasOwner } from "../../app/accounts/has-owner.ts";
import { invite } from "../../app/accounts/invite.ts";
import { readConfig } from "../../app/config.ts";
import type { Config } from "../../app/config.ts";
import { versionOf } from "../../app/db/migrate.ts";
import { migrations } from "../../app/db/migrations/index.ts";
import { unixMs } from "../../app/domain/time.ts";
import { CannotDo } from "./command.ts";
import type { Command } from "./command.ts";
import { withHubDatabase } from "./open-hub-database.ts";
import { readFlags } from "./options.ts";
import { terminalQr } from "./terminal-qr.ts";

const help = `satoshop login-link [--qr] [--unclaimed]

Makes a new link with which the owner signs in. It is good once, for half an hour; links and sessions
made before stay as they are. The hub may be running meanwhile. It is the way back in for an owner whose
keys and backup sheet are gone.

  --qr         also draw the link as a code for a phone's camera; whoever sees it can sign in, once
  --unclaimed  only while the hub has no owner yet

Settings used: DATA_DIR or DATABASE_URL, and ADMIN_ORIGIN (else HOST, ORIGIN and ADMIN_PORT) for the address.
`;

/** Lets the owner in again when the first link is spent and the session is gone. */
export const loginLink: Command = {
  name: "login-link",
  summary: "make a one-time link with which the owner signs in",
  help,
  run: async (args, { environment, print }) => {
    const flags = readFlags(args, ["qr", "unclaimed"]);
    const config = readConfig(environment);
    const link = await newOwnerLink(config, flags.has("unclaimed"));
    if (link === undefined) {
      print("The hub has its owner. `satoshop login-link` lets them in again.\n");
      return 0;
    }
    const { token, expiresAtMs } = link;
    const address = `${originOf(config)}/join`;
    print(`Open this link once, before ${new Date(Number(expiresAtMs)).toISOString()}:\n\n  ${address}#${token}\n\n`);
    print(`Or open ${address} and enter this code:\n\n  ${token}\n`);
    if (flags.has("qr")) print(`\n${terminalQr(`${address}#${token}`)}\n`);
    return 0;
  },
};

async function newOwnerLink(config: Config, onlyUnclaimed: boolean) {
  return withHubDatabase(config, async (db) => {
    if ((await versionOf(db)) !== migrations.length) {
      throw new CannotDo(
        "The database is not at this program's version: run `satoshop migrate`, or start the hub once.",
      );
    }
    if (onlyUnclaimed && (await hasOwner(db))) return undefined;
    const world = {
      clock: () => unixMs(BigInt(Date.now())),
      random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
    };
    return invite({ db, ...world }, { role: "owner" });
  });
}

/** The door behind which the owner's desk is. */
function originOf({ doors }: Config): string {
  const door = doors.find(({ kind }) => kind === "admin");
  if (door === undefined) throw new Error("no door has the owner's desk");
  return door.origin;
}
