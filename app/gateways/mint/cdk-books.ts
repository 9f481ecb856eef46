import { readFileSync } from "node:fs";
import { join } from "node:path";
import { credentials, loadPackageDefinition, Metadata, status } from "@grpc/grpc-js";
import type { ChannelCredentials, Client, ClientUnaryCall, ServiceError } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import { Misconfigured, NotApplied } from "../../domain/outcome.ts";
import { msatFromSat } from "../../domain/money.ts";
import type { MintBooks } from "./port.ts";

export type MintRpcSettings = {
  /** `HOST:PORT`. */
  address: string;
  /** Holds ca.pem, client.pem and client.key; without it the way is in the clear, for this machine alone. */
  tlsFolder: string | undefined;
};

/** Sat, as decimal text. */
type Info = { total_issued: string; total_redeemed: string };

type InfoClient = Client & {
  GetInfo(
    request: object,
    metadata: Metadata,
    answer: (error: ServiceError | null, info?: Info) => void,
  ): ClientUnaryCall;
};

const DEADLINE_MS = 10_000;

/** Of cdk-mint-rpc 0.18.3 only what is read. */
const SERVICE = {
  nested: {
    cdk_mint_management_v1: {
      nested: {
        GetInfoRequest: { fields: {} },
        GetInfoResponse: {
          fields: { total_issued: { type: "uint64", id: 9 }, total_redeemed: { type: "uint64", id: 10 } },
        },
        CdkMint: { methods: { GetInfo: { requestType: "GetInfoRequest", responseType: "GetInfoResponse" } } },
      },
    },
  },
};

/** The version that cdk-mint-rpc 0.18.3 compares, letter by letter. */
const PROTOCOL = { header: "x-cdk-protocol-version", version: "1.0.0" };

/** Reads the books of cdk-mintd by its management interface. */
export function openCdkBooks({ address, tlsFolder }: MintRpcSettings): MintBooks & { close(): void } {
  const client = new (infoClient())(address, credentialsIn(tlsFolder));
  const metadata = new Metadata();
  metadata.set(PROTOCOL.header, PROTOCOL.version);
  const info = () =>
    new Promise<Info>((resolve, reject) => {
      const call = client.GetInfo({}, metadata, (error, told) => {
        clearTimeout(timer);
        if (error !== null) reject(meaningOf(error));
        else if (told === undefined) reject(new NotApplied("the mint gave no answer"));
        else resolve(told);
      });
      // gRPC's own deadline goes by the wall clock, which a board sets after it has started.
      const timer = setTimeout(() => call.cancel(), DEADLINE_MS);
    });
  return {
    sums: async () => {
      const { total_issued, total_redeemed } = await info();
      return { issuedMsat: msatFromSat(BigInt(total_issued)), redeemedMsat: msatFromSat(BigInt(total_redeemed)) };
    },
    close: () => client.close(),
  };
}

function infoClient() {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its type forgets that a package may hold types
  const described = SERVICE as unknown as Parameters<typeof fromJSON>[0];
  const definition = fromJSON(described, { keepCase: true, longs: String, defaults: true });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- gRPC makes this class from a description at run time
  const { cdk_mint_management_v1 } = loadPackageDefinition(definition) as unknown as {
    cdk_mint_management_v1: { CdkMint: new (address: string, way: ChannelCredentials) => InfoClient };
  };
  return cdk_mint_management_v1.CdkMint;
}

function credentialsIn(folder: string | undefined): ChannelCredentials {
  if (folder === undefined) return credentials.createInsecure();
  const read = (name: string) => readFileSync(join(folder, name));
  return credentials.createSsl(read("ca.pem"), read("client.key"), read("client.pem"));
}

/** Answers that mean that this program and the mint do not fit; everything else may be over the next time. */
const WRONG: ReadonlySet<number> = new Set([
  status.FAILED_PRECONDITION,
  status.UNIMPLEMENTED,
  status.UNAUTHENTICATED,
  status.PERMISSION_DENIED,
]);

function meaningOf({ code, details, cause }: ServiceError): Error {
  const words = `the mint does not show its books: ${details}`;
  return WRONG.has(code) ? new Misconfigured(words, { cause }) : new NotApplied(words, { cause });
}
