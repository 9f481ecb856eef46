import type { AccountKey } from "../../../accounts/keys/list-keys.ts";
import type { CredentialKind } from "../../../db/schema.ts";
import { isOnion } from "../../../domain/door.ts";
import { isGooglePlace, passkeyHost } from "../../../domain/key-places.ts";
import type { KeyWays } from "../../../../ui/pages/keys/ways.ts";
import { originOf, walletOrigin } from "../../addresses.ts";
import type { Hub, HubContext } from "../../context.ts";

/** Which kinds of key work at the address that this visitor has typed. */
export function keyWays(c: HubContext, hub: Hub): KeyWays {
  const origin = originOf(c, hub);
  return { passkeyHost: passkeyHost(origin), google: googleAt(hub, origin), betterAddress: betterThan(hub, origin) };
}

function googleAt({ google }: Hub, origin: string): KeyWays["google"] {
  if (google === undefined) return "off";
  return isGooglePlace(origin) ? "here" : "elsewhere";
}

/** The public address, but not for who came over Tor; on this very machine the one name that browsers trust. */
function betterThan({ door, addresses }: Hub, origin: string): string | undefined {
  if (isOnion(door.kind)) return undefined;
  const { hostname, port } = new URL(origin);
  if (hostname === "127.0.0.1" || hostname === "[::1]") return `http://localhost${port === "" ? "" : `:${port}`}`;
  return addresses.public === origin ? undefined : addresses.public;
}

/** The kinds that somebody with these keys can show here, or would like to know why not. */
export function kindsHere(c: HubContext, hub: Hub, keys: readonly AccountKey[]): CredentialKind[] {
  const wallets = new URL(walletOrigin(c, hub)).hostname;
  const passkeys = passkeyHost(originOf(c, hub));
  const fits = { passkey: passkeys, lnurl: wallets, google: undefined };
  return keys.filter(({ kind, host }) => (fits[kind] ?? host) === host).map(({ kind }) => kind);
}
