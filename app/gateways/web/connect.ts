import { lookup } from "node:dns/promises";
import { connect as connectTcp, isIP } from "node:net";
import type { LookupFunction, Socket } from "node:net";
import type { socksConnector } from "fetch-socks";
import type { buildConnector } from "undici";
import { Misconfigured } from "../../domain/outcome.ts";
import type { Destination } from "./destination.ts";
import { isPublicAddress } from "./public-address.ts";

/** How the world outside is reached; tests put a server of their own in its place. */
export type Outside = {
  /** Every IP address of a name. */
  resolve(host: string): Promise<readonly string[]>;
  /** A connection to one of these addresses, and to no other. */
  dial(addresses: readonly string[], port: number): Promise<Socket>;
  /** Who vouches for certificates, as PEM; the usual authorities when left out. */
  authorities?: string;
};

export type TorSocks = { host: string; port: number };

export const internet: Outside = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  dial: (addresses, port) =>
    new Promise((resolve, reject) => {
      // The name is never resolved again: this lookup knows the checked addresses only.
      const pinned: LookupFunction = (_host, _options, answer) =>
        answer(
          null,
          addresses.map((address) => ({ address, family: isIP(address) })),
        );
      const socket = connectTcp({ host: "pinned", port, lookup: pinned, autoSelectFamily: true });
      socket.once("connect", () => resolve(socket)).once("error", reject);
    }),
};

type Means = {
  outside: Outside;
  torSocks: TorSocks | undefined;
  deadlineMs: number;
  buildConnector: typeof buildConnector;
  socksConnector: typeof socksConnector;
};

/** Connects to one destination and nothing else, whatever undici asks it for. */
export function connectorTo(destination: Destination, means: Means): buildConnector.connector {
  const { outside, torSocks, deadlineMs } = means;
  const { authorities: ca } = outside;
  const tls = { timeout: deadlineMs, allowH2: false, ...(ca !== undefined && { ca }) };
  if (destination.isOnion) {
    if (torSocks === undefined) throw new Misconfigured("an onion service is asked only when TOR_SOCKS names Tor");
    return means.socksConnector({ type: 5, ...torSocks }, tls);
  }
  const secure = means.buildConnector(tls);
  return (options, done) => void connectPinned(destination, outside, { secure, options, done });
}

type Asked = {
  secure: buildConnector.connector;
  options: buildConnector.Options;
  done: buildConnector.Callback;
};

async function connectPinned(destination: Destination, outside: Outside, { secure, options, done }: Asked) {
  try {
    const httpSocket = await openSocket(destination, outside);
    if (options.protocol === "https:") secure({ ...options, httpSocket }, done);
    else done(null, httpSocket);
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)), null);
  }
}

async function openSocket({ host, port, isAllowed }: Destination, outside: Outside): Promise<Socket> {
  const addresses = isIP(host) === 0 ? await outside.resolve(host) : [host];
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  const closed = isAllowed ? undefined : addresses.find((address) => !isPublicAddress(address));
  if (closed !== undefined) throw new Misconfigured(`${host} is at ${closed}, which is no public address`);
  return outside.dial(addresses, port);
}
