import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** So small that the footer comes in several. */
const PIECE_BYTES = 500;
/** Longer than a frame: the browser paints what it has. */
const PAUSE_MS = 25;

export type BadLine = { origin: string; close(): void };

/** A way to the hub over which pages arrive bit by bit, and everything else at once. */
export async function openBadLine(hub: string): Promise<BadLine> {
  const server = createServer((request, response) => void pass(`${hub}${request.url}`, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it listens to no port");
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

async function pass(url: string, response: ServerResponse): Promise<void> {
  const answer = await fetch(url, { redirect: "manual" });
  const type = answer.headers.get("content-type") ?? "";
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { "content-type": type });
  if (!type.startsWith("text/html")) return void response.end(body);
  for (let at = 0; at < body.length; at += PIECE_BYTES) {
    response.write(body.subarray(at, at + PIECE_BYTES));
    await wait(PAUSE_MS);
  }
  response.end();
}
