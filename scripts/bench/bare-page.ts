import { createServer } from "node:http";
import { Worker, isMainThread, workerData } from "node:worker_threads";
import { z } from "zod";
import { freePorts } from "../regtest/stack/ports.ts";
import { until } from "../regtest/stack/until.ts";

/** A server that sends the same bytes to everybody: what Node itself can do on this machine. */
export interface BareServer {
  origin: string;
  stop: () => Promise<unknown>;
}

const START_DEADLINE_MS = 5_000;

const Task = z.object({ page: z.string(), port: z.number() });

/** Serves a page from a thread that does nothing else. */
export async function serveBare(page: string): Promise<BareServer> {
  const [port = 0] = await freePorts(1);
  const worker = new Worker(new URL(import.meta.url), { workerData: { page, port } });
  const origin = `http://127.0.0.1:${port}`;
  await until("the bare server answers", START_DEADLINE_MS, async () => (await fetch(origin)).text());
  return { origin, stop: () => worker.terminate() };
}

function serve({ page, port }: z.infer<typeof Task>): void {
  const bytes = Buffer.from(page);
  const server = createServer((_, answer) => {
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-length": bytes.length });
    answer.end(bytes);
  });
  server.listen(port, "127.0.0.1");
}

if (!isMainThread) serve(Task.parse(workerData));
