import { once } from "node:events";
import { createServer } from "node:http";
import { z } from "zod";

const Told = z.object({ event: z.literal("order.paid"), orderId: z.string() });

/** A seller's program that takes its time before it says that it has understood. */
export interface SlowReceiver {
  url: string;
  /** As `OUTGOING_ALLOW` names it. */
  allowed: string;
  /** The paid orders that it was told of, each once. */
  orders: ReadonlySet<string>;
  close: () => void;
}

export async function openSlowReceiver(answersAfterMs: number): Promise<SlowReceiver> {
  const orders = new Set<string>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const told = Told.parse(JSON.parse(Buffer.concat(parts).toString("utf8")));
      setTimeout(() => {
        orders.add(told.orderId);
        response.writeHead(204).end();
      }, answersAfterMs);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver has no port");
  const allowed = `127.0.0.1:${address.port}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://${allowed}/hook`, allowed, orders, close };
}
