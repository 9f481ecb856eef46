import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";

export type AnsweringServer = { origin: string; asked: string[]; close: () => void };

/** Listens on a free local port and notes what it was asked. */
export async function answer(listener: RequestListener): Promise<AnsweringServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${portOf(server)}`, asked, close: () => close(server) };
}

/** Answers every path that is listed with that JSON text, anything else with 404. */
export function jsonAt(answers: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    const text = answers[request.url ?? ""];
    response.writeHead(text === undefined ? 404 : 200, { "content-type": "application/json" }).end(text ?? "{}");
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}
