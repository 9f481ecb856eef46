import { createServer } from "node:http";
import type { Server } from "node:http";
import { RequestError, getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Logger } from "pino";
import { refusals } from "../domain/refusal.ts";
import type { HubEnv } from "./context.ts";
import { problemTitle, problemType } from "./problem.ts";

export type Listening = {
  port: number;
  /** Stops accepting, ends the event streams, lets running requests finish; after a while it no longer waits. */
  close(): Promise<void>;
};

export type Door = { host: string; port: number; log: Logger; graceMs?: number };

const GRACE_MS = 10_000;
const SWEEP_MS = 20;

/** A phone on a bad line needs a while for its picture; a whole request slower than this is an attack. */
const REQUEST_TIMEOUT_MS = 120_000;
const HEADERS_TIMEOUT_MS = 20_000;
/** Longer than the minute after which most proxies drop an idle connection, so that they do it and not we. */
const KEEP_ALIVE_MS = 75_000;

/** Opens the hub's door. Resolves when it accepts connections; rejects when the port is taken. */
export async function listen(app: Hono<HubEnv>, { host, port, log, graceMs = GRACE_MS }: Door): Promise<Listening> {
  const stopping = new AbortController();
  const answer = getRequestListener(
    async (request, env) => {
      const response = await app.fetch(request, { incoming: env.incoming, stopping: stopping.signal });
      if (stopping.signal.aborted) response.headers.set("Connection", "close");
      return response;
    },
    { errorHandler: (error) => onUnreadable(error, log) },
  );
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, outgoing) => void answer(incoming, outgoing),
  );
  await opened(server, host, port);
  return { port: portOf(server), close: () => close(server, stopping, graceMs) };
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no TCP port");
  return address.port;
}

async function close(server: Server, stopping: AbortController, graceMs: number): Promise<void> {
  stopping.abort();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const patience = setTimeout(() => server.closeAllConnections(), graceMs);
  // Connections that answer their last request now fall idle one by one, and nobody else closes those.
  const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  await closed;
  clearTimeout(patience);
  clearInterval(sweeping);
}

/** Requests that never reach the app: an impossible address or Host header. Anything else here is a bug. */
function onUnreadable(error: unknown, log: Logger): Response {
  const isTheirs = error instanceof RequestError;
  if (!isTheirs) log.error({ err: error }, "unexpected error outside the routes");
  const reason = isTheirs ? "malformed-request" : "internal-error";
  const [status, detail] = isTheirs ? refusals["malformed-request"] : [500, "Something went wrong here."];
  const problem = { type: problemType(reason), title: problemTitle(reason), status, detail, reason };
  return new Response(JSON.stringify(problem), { status, headers: { "Content-Type": "application/problem+json" } });
}
