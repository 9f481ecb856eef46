import { readFileSync } from "node:fs";
import { join } from "node:path";
import { credentials, loadPackageDefinition, Metadata, status } from "@grpc/grpc-js";
import type { ChannelCredentials, Client, ClientUnaryCall, ServiceError } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import { msatFromSat } from "../../domain/money.ts";
import type { MintOperator } from "./port.ts";

export type MintRpcSettings = {
  /** `HOST:PORT`. */
  address: string;
  /** Holds ca.pem, client.pem and client.key; without it the way is in the clear, for this machine alone. */
  tlsFolder: string | undefined;
};

/** Sat, as decimal text. */
type Info = { total_issued: string; total_redeemed: string };

type NewKeyset = { id: string };

type Call<Answer> = (
  request: object,
  metadata: Metadata,
  answer: (error: ServiceError | null, told?: Answer) => void,
) => ClientUnaryCall;

type OperatorClient = Client & { GetInfo: Call<Info>; RotateNextKeyset: Call<NewKeyset> };

const DEADLINE_MS = 10_000;

/** Of cdk-mint-rpc 0.18.3 only what is used. */
const SERVICE = {
  nested: {
    cdk_mint_management_v1: {
      nested: {
        GetInfoRequest: { fields: {} },
        GetInfoResponse: {
          fields: { total_issued: { type: "uint64", id: 9 }, total_redeemed: { type: "uint64", id: 10 } },
        },
        RotateNextKeysetRequest: {
          fields: { unit: { type: "string", id: 1 }, input_fee_ppk: { type: "uint64", id: 3 } },
        },
        RotateNextKeysetResponse: { fields: { id: { type: "string", id: 1 } } },
        CdkMint: {
          methods: {
            GetInfo: { requestType: "GetInfoRequest", responseType: "GetInfoResponse" },
            RotateNextKeyset: { requestType: "RotateNextKeysetRequest", responseType: "RotateNextKeysetResponse" },
          },
        },
      },
    },
  },
};

/** The version that cdk-mint-rpc 0.18.3 compares, letter by letter. */
const PROTOCOL = { header: "x-cdk-protocol-version", version: "1.0.0" };

/** The way to cdk-mintd for its operator, by its management interface. */
export function openCdkOperator({ address, tlsFolder }: MintRpcSettings): MintOperator & { close(): void } {
  const client = new (operatorClient())(address, credentialsIn(tlsFolder));
  return {
    sums: async () => {
      const { total_issued, total_redeemed } = await answered<Info>(
        (metadata, answer) => client.GetInfo({}, metadata, answer),
        unread,
      );
      return { issuedMsat: msatFromSat(BigInt(total_issued)), redeemedMsat: msatFromSat(BigInt(total_redeemed)) };
    },
    turnKeys: async ({ inputFeePpk }) => {
      const request = { unit: "sat", input_fee_ppk: inputFeePpk.toString() };
      const { id } = await answered<NewKeyset>(
        (metadata, answer) => client.RotateNextKeyset(request, metadata, answer),
        unanswered,
      );
      return { keysetId: id };
    },
    close: () => client.close(),
  };
}

/** `meaning` is that of a failure which says nothing of the setup. */
function answered<Answer>(
  call: (metadata: Metadata, answer: (error: ServiceError | null, told?: Answer) => void) => ClientUnaryCall,
  meaning: (error: ServiceError) => Error,
): Promise<Answer> {
  const metadata = new Metadata();
  metadata.set(PROTOCOL.header, PROTOCOL.version);
  return new Promise((resolve, reject) => {
    const running = call(metadata, (error, told) => {
      clearTimeout(timer);
      if (error !== null) reject(WRONG.has(error.code) ? misfit(error) : meaning(error));
      else if (told === undefined) reject(new OutcomeUnknown("the mint gave no answer"));
      else resolve(told);
    });
    // gRPC's own deadline goes by the wall clock, which a board sets after it has started.
    const timer = setTimeout(() => running.cancel(), DEADLINE_MS);
  });
}

function operatorClient() {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its type forgets that a package may hold types
  const described = SERVICE as unknown as Parameters<typeof fromJSON>[0];
  const definition = fromJSON(described, { keepCase: true, longs: String, defaults: true });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- gRPC makes this class from a description at run time
  const { cdk_mint_management_v1 } = loadPackageDefinition(definition) as unknown as {
    cdk_mint_management_v1: { CdkMint: new (address: string, way: ChannelCredentials) => OperatorClient };
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

function misfit({ details, cause }: ServiceError): Error {
  return new Misconfigured(`the mint does not take orders from the hub: ${details}`, { cause });
}

/** Reading can be tried again. */
function unread({ details, cause }: ServiceError): Error {
  return new NotApplied(`the mint does not show its books: ${details}`, { cause });
}

function unanswered({ details, cause }: ServiceError): Error {
  return new OutcomeUnknown(`the mint did not say whether it turned to new keys: ${details}`, { cause });
}
