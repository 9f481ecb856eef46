import { createServer as createPlain } from "node:http";
import type { RequestListener } from "node:http";
import { createServer as createSecure } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Server } from "node:net";
import type { Outside } from "../../../app/gateways/web/connect.ts";
import { selfSigned } from "../lightning/self-signed.ts";

/** An address of the public internet that stands for the server of the test. */
export const PUBLIC_ADDRESS = "93.184.216.34";

/** The internet as a test has it: one https server at a public address, under the name that its certificate has. */
export type SmallInternet = {
  outside: Outside;
  /** What was resolved and where connections went, in order. */
  resolved: string[];
  dialled: string[];
  close(): void;
};

/** `names` says what each name resolves to, in turn; the last answer stays. */
export async function smallInternet(
  listener: RequestListener,
  names: Readonly<Record<string, readonly (readonly string[])[]>> = { localhost: [[PUBLIC_ADDRESS]] },
): Promise<SmallInternet> {
  const { certificate, privateKey } = selfSigned();
  const server = createSecure({ key: privateKey, cert: certificate }, listener);
  const port = await listening(server);
  const [resolved, dialled]: [string[], string[]] = [[], []];
  return {
    resolved,
    dialled,
    outside: {
      authorities: certificate,
      resolve: async (host) => {
        const answers = names[host] ?? [];
        const turn = Math.min(resolved.filter((each) => each === host).length, answers.length - 1);
        resolved.push(host);
        return answers[turn] ?? [];
      },
      dial: async (addresses, wanted) => {
        dialled.push(`${addresses.join(" ")} ${wanted}`);
        return connect(port, "127.0.0.1");
      },
    },
    close: () => shut(server),
  };
}

export type PlainServer = { port: number; asked: string[]; close(): void };

/** An ordinary http server on this machine. */
export async function plainServer(listener: RequestListener): Promise<PlainServer> {
  const asked: string[] = [];
  const server = createPlain((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  return { port: await listening(server), asked, close: () => shut(server) };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function shut(server: Server & { closeAllConnections(): void }): void {
  server.close();
  server.closeAllConnections();
}
