import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LndKeys } from "./lnd-keys.ts";

/** Where the keys to a LND node are kept. */
export type KeyPlaces = {
  readCertificate: () => string;
  /** The folder that `satoshop lnd-setup` fills. */
  macaroonDir: string;
  /** Only then the key that can pay is taken into this process. */
  isSending: boolean;
};

/** Reads the keys that the hub is given: nothing that could settle or send on chain, and pay only where it is to. */
export function readKeys({ readCertificate, macaroonDir, isSending }: KeyPlaces): LndKeys {
  const fileOf = (role: string) => join(macaroonDir, `${role}.macaroon`);
  const macaroon = (role: string) => readFileSync(fileOf(role)).toString("base64");
  // Made by earlier versions of `satoshop lnd-setup`, a folder may lack these.
  const optional = (role: string) => (existsSync(fileOf(role)) ? { [role]: macaroon(role) } : {});
  const paying = isSending ? { payout: macaroon("payout") } : {};
  return {
    certificate: Buffer.from(readCertificate()).toString("base64"),
    macaroons: {
      receive: macaroon("receive"),
      ...optional("monitor"),
      ...optional("chain"),
      ...optional("cancel"),
      ...paying,
    },
  };
}
