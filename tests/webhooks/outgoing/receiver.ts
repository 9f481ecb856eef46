import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";

/** A message as it came, byte for byte. */
export type Arrived = { path: string; headers: IncomingHttpHeaders; body: string };

export type Answer = (response: ServerResponse, arrived: Arrived) => void;

export type Receiver = {
  /** `host:port`, for the owner's list of trusted addresses. */
  host: string;
  url: string;
  arrived: Arrived[];
  /** What it answers from now on. */
  answer: Answer;
  /** Fulfilled when so many have come in all. */
  hasGot(count: number): Promise<void>;
  close(): Promise<void>;
};

export const accept: Answer = (response) => void response.writeHead(204).end();

export function refuseWith(status: number, headers: Record<string, string> = {}, text = ""): Answer {
  return (response) => void response.writeHead(status, headers).end(text);
}

/** A seller's program that listens for webhooks, on a socket of its own. */
export async function startReceiver(answer: Answer = accept): Promise<Receiver> {
  let wake = () => undefined as void;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const message = { path: request.url ?? "", headers: request.headers, body };
      receiver.arrived.push(message);
      wake();
      receiver.answer(response, message);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const host = `127.0.0.1:${address.port}`;
  const receiver: Receiver = {
    host,
    url: `http://${host}/hook`,
    arrived: [],
    answer,
    hasGot: async (count) => {
      while (receiver.arrived.length < count) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}
