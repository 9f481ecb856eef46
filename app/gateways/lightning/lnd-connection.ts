import { Channel, credentials, type Interceptor } from "@grpc/grpc-js";
import type { AuthenticatedLnd } from "lightning";
import { ConnectionLost } from "./lnd-failure.ts";
import { callGuard } from "./lnd-guard.ts";
import { lndConstructors } from "./lnd-protos.ts";
import type { ChainNotifierClient, InvoicesClient, LightningClient, RouterClient, WalletClient } from "./lnd-rpc.ts";

/** LND's services as one macaroon sees them, named as the `lightning` package names them. */
export interface LndServices {
  default: LightningClient;
  invoices: InvoicesClient;
  router: RouterClient;
  chain: ChainNotifierClient;
  wallet: WalletClient;
}

/** One TLS connection to a LND node, shared by all macaroons and replaced when it proves dead. */
export interface LndConnection {
  /** The services on the current connection; asked for again before every call. */
  services(macaroon: string): LndServices;
  /** Calls `onLost` when the connection is given up; returns the way to stop listening. */
  whenLost(onLost: (reason: ConnectionLost) => void): () => void;
  /** Gives the connection up and breaks its streams; the next call opens one to a node with this certificate. */
  replace(reason: string, certificate: string): void;
  close(): void;
}

export interface LndAddress {
  /** `HOST:PORT`, where the host is one that the certificate names. */
  socket: string;
  /** LND's `tls.cert` as base64. */
  certificate: string;
}

const CHANNEL_OPTIONS = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  // gRPC waits up to two minutes by default, so a restarted node would be missed for as long.
  "grpc.initial_reconnect_backoff_ms": 500,
  "grpc.max_reconnect_backoff_ms": 5_000,
};

/** Prepares a connection; nothing is sent before the first call. */
export function openConnection({ socket, certificate }: LndAddress, deadlineMs: number): LndConnection {
  const listeners = new Set<(reason: ConnectionLost) => void>();
  const known = new Map<string, LndServices>();
  let channel = openChannel({ socket, certificate });
  const giveUp = (reason: string) => {
    known.clear();
    const lost = new ConnectionLost(`the connection was given up: ${reason}`);
    for (const onLost of listeners) onLost(lost);
  };
  return {
    services: (macaroon) => {
      const services = known.get(macaroon) ?? buildServices(socket, channel, callGuard(macaroon, deadlineMs));
      known.set(macaroon, services);
      return services;
    },
    whenLost: (onLost) => {
      listeners.add(onLost);
      return () => listeners.delete(onLost);
    },
    replace: (reason, renewed) => {
      channel.close();
      channel = openChannel({ socket, certificate: renewed });
      giveUp(reason);
    },
    close: () => {
      channel.close();
      giveUp("closed");
    },
  };
}

function openChannel({ socket, certificate }: LndAddress): Channel {
  return new Channel(socket, credentials.createSsl(Buffer.from(certificate, "base64")), CHANNEL_OPTIONS);
}

function buildServices(socket: string, channel: Channel, guard: Interceptor): LndServices {
  const { Lightning, Invoices, Router, ChainNotifier, WalletKit } = lndConstructors();
  // The channel already holds the TLS credentials; those given beside it are not looked at.
  const [ignored, options] = [credentials.createInsecure(), { channelOverride: channel, interceptors: [guard] }];
  return {
    default: new Lightning(socket, ignored, { ...options }),
    invoices: new Invoices(socket, ignored, { ...options }),
    router: new Router(socket, ignored, { ...options }),
    chain: new ChainNotifier(socket, ignored, { ...options }),
    wallet: new WalletKit(socket, ignored, { ...options }),
  };
}

/** The services in the shape that the methods of the `lightning` package take. */
export function forLibrary(services: LndServices): AuthenticatedLnd {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type names every sub-server, a method uses one
  return services as unknown as AuthenticatedLnd;
}
