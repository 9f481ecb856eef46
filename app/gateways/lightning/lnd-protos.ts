import { loadPackageDefinition, type ChannelCredentials, type ClientOptions } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ChainNotifierClient, InvoicesClient, LightningClient, RouterClient, WalletClient } from "./lnd-rpc.ts";

type ClientConstructor<Client> = new (
  socket: string,
  credentials: ChannelCredentials,
  options: ClientOptions,
) => Client;

/** The services of LND that the hub calls. */
export interface LndConstructors {
  Lightning: ClientConstructor<LightningClient>;
  Invoices: ClientConstructor<InvoicesClient>;
  Router: ClientConstructor<RouterClient>;
  ChainNotifier: ClientConstructor<ChainNotifierClient>;
  WalletKit: ClientConstructor<WalletClient>;
}

const PROTOS = ["lightning.proto", "invoices.proto", "router.proto", "chainnotifier.proto", "walletkit.proto"];

/** As the `lightning` package reads them, so that its methods understand the answers of our clients. */
const OPTIONS = { defaults: true, enums: String, keepCase: true, longs: String, oneofs: true };

let constructors: LndConstructors | undefined;

/**
 * Reads the protocol files that the `lightning` package carries, once for all connections.
 *
 * The package's own `authenticatedLndGrpc` reads all fourteen again for every macaroon, which blocks
 * for a third of a second each time, and passes no options to the channel.
 */
export function lndConstructors(): LndConstructors {
  constructors ??= load();
  return constructors;
}

function load(): LndConstructors {
  const definition = loadSync(PROTOS, { ...OPTIONS, includeDirs: [protoFolder()] });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- gRPC makes these classes from text at run time
  const { lnrpc, invoicesrpc, routerrpc, chainrpc, walletrpc } = loadPackageDefinition(definition) as unknown as {
    lnrpc: Pick<LndConstructors, "Lightning">;
    invoicesrpc: Pick<LndConstructors, "Invoices">;
    routerrpc: Pick<LndConstructors, "Router">;
    chainrpc: Pick<LndConstructors, "ChainNotifier">;
    walletrpc: Pick<LndConstructors, "WalletKit">;
  };
  return {
    Lightning: lnrpc.Lightning,
    Invoices: invoicesrpc.Invoices,
    Router: routerrpc.Router,
    ChainNotifier: chainrpc.ChainNotifier,
    WalletKit: walletrpc.WalletKit,
  };
}

/** Where the `lightning` package keeps LND's protocol files. */
export function protoFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve("lightning/package.json")), "grpc", "protos");
}
