import { loadPackageDefinition, Server, ServerCredentials } from "@grpc/grpc-js";
import type {
  GrpcObject,
  handleUnaryCall,
  ServiceClientConstructor,
  status,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { connectLnd, type LndAccess } from "../../../app/gateways/lightning/lnd.ts";
import type { LndKeys } from "../../../app/gateways/lightning/lnd-keys.ts";
import { protoFolder } from "../../../app/gateways/lightning/lnd-protos.ts";
import { selfSigned } from "./self-signed.ts";

/** What the stand-in answers, by method name of LND; a method left out is unimplemented. */
export interface Answers {
  Lightning?: UntypedServiceImplementation;
  Invoices?: UntypedServiceImplementation;
  Router?: UntypedServiceImplementation;
  ChainNotifier?: UntypedServiceImplementation;
  WalletKit?: UntypedServiceImplementation;
}

export interface LndServer {
  socket: string;
  /** As base64, the way `connectLnd` takes it. */
  certificate: string;
  close(): void;
}

const definition = loadPackageDefinition(
  loadSync(["lightning.proto", "invoices.proto", "router.proto", "chainnotifier.proto", "walletkit.proto"], {
    defaults: true,
    enums: String,
    keepCase: true,
    longs: String,
    oneofs: true,
    includeDirs: [protoFolder()],
  }),
);

/** Serves LND's protocol over TLS with answers of the test's choosing and a certificate of its own. */
export async function serveLnd(answers: Answers, socket = "localhost:0"): Promise<LndServer> {
  const { certificate, privateKey } = selfSigned();
  const server = new Server();
  server.addService(serviceOf("lnrpc", "Lightning"), { GetInfo: answerInfo, ...answers.Lightning });
  server.addService(serviceOf("invoicesrpc", "Invoices"), answers.Invoices ?? {});
  server.addService(serviceOf("routerrpc", "Router"), answers.Router ?? {});
  server.addService(serviceOf("chainrpc", "ChainNotifier"), answers.ChainNotifier ?? {});
  server.addService(serviceOf("walletrpc", "WalletKit"), answers.WalletKit ?? {});
  const credentials = ServerCredentials.createSsl(null, [
    { cert_chain: Buffer.from(certificate), private_key: Buffer.from(privateKey) },
  ]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(socket, credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  return {
    socket: `localhost:${port}`,
    certificate: Buffer.from(certificate).toString("base64"),
    close: () => server.forceShutdown(),
  };
}

function serviceOf(packageName: string, service: string) {
  // The package definition is made from text at run time; LND's protocol files say that these are services.
  const group = definition[packageName] as GrpcObject;
  return (group[service] as ServiceClientConstructor).service;
}

/** A healthy LND of a supported version. */
export const answerInfo: handleUnaryCall<unknown, object> = (_call, answer) => {
  answer(null, {
    alias: "stand-in",
    identity_pubkey: `02${"11".repeat(32)}`,
    version: "0.21.2-beta",
    block_height: 800,
    synced_to_chain: true,
    chains: [{ chain: "bitcoin", network: "regtest" }],
    best_header_timestamp: "1790000000",
    block_hash: "00".repeat(32),
    color: "#000000",
  });
};

export function refuse(code: status, details: string) {
  return (_call: unknown, answer: (error: { code: status; details: string }) => void) => answer({ code, details });
}

/** Connects to the stand-in with every role, quick to give up. */
export function connectTo(
  { socket, certificate }: Pick<LndServer, "socket" | "certificate">,
  { macaroons, ...more }: Partial<LndAccess & Pick<LndKeys, "macaroons">> = {},
) {
  const macaroon = Buffer.from("a macaroon").toString("base64");
  const keys = { certificate, macaroons: macaroons ?? { receive: macaroon, escrow: macaroon, payout: macaroon } };
  return connectLnd({
    socket,
    readKeys: () => keys,
    log: { warn: () => undefined },
    deadlineMs: 3_000,
    heartbeatMs: 60_000,
    ...more,
  });
}
