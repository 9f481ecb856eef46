import { setTimeout as wait } from "node:timers/promises";
import { isIP } from "node:net";
import { Misconfigured } from "../../domain/outcome.ts";
import { internet } from "./connect.ts";
import type { Outside } from "./connect.ts";
import { destinationOf, hostAndPort } from "./destination.ts";
import type { Destination } from "./destination.ts";
import type { AddressCheck, AddressTrouble } from "./port.ts";
import { isPublicAddress } from "./public-address.ts";
import type { WayOut } from "./safe-fetch.ts";

/** A person waits for it, and a name server that is slow today says nothing about the address. */
const PATIENCE_MS = 3_000;

/** Says of an address what the way out would say of it, without going there. */
export function addressChecker({ allowed = [], torSocks, outside = internet }: WayOut = {}): AddressCheck {
  const trusted = new Set(allowed.flatMap((each) => hostAndPort(each) ?? []));
  return async (address) => {
    const destination = readable(address, trusted);
    if (destination === undefined) return "not-https";
    if (destination.isOnion) return torSocks === undefined ? "no-tor" : undefined;
    return destination.isAllowed ? undefined : privateOr(await inTime(addressesOf(destination, outside)));
  };
}

function readable(address: string, trusted: ReadonlySet<string>): Destination | undefined {
  try {
    return destinationOf(address, trusted);
  } catch (error) {
    if (error instanceof Misconfigured) return undefined;
    throw error;
  }
}

/** None for a name that is not known, or not yet: whoever goes there later sees. */
async function addressesOf({ host }: Destination, outside: Outside) {
  return isIP(host) === 0 ? outside.resolve(host).catch(() => []) : [host];
}

function privateOr(addresses: readonly string[]): AddressTrouble | undefined {
  return addresses.every(isPublicAddress) ? undefined : "private";
}

async function inTime(addresses: Promise<readonly string[]>): Promise<readonly string[]> {
  const over = new AbortController();
  const late = wait(PATIENCE_MS, [], { signal: over.signal }).catch(() => []);
  return Promise.race([addresses, late]).finally(() => over.abort());
}
