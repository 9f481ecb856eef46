import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";

/** A line to the node that can be cut at any moment, with everything on it. */
export type FlappingProxy = {
  port: number;
  /** Ends every connection that is open now; new ones are let through. */
  cut(): number;
  close(): Promise<void>;
};

/** Passes bytes between whoever connects and `targetPort` on this machine. */
export async function startFlappingProxy(targetPort: number): Promise<FlappingProxy> {
  const lines = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(targetPort, "127.0.0.1");
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      lines.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        lines.delete(one);
        other.destroy();
      });
    }
  }).listen(0);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const cut = () => {
    const count = lines.size;
    for (const line of lines) line.destroy();
    return count;
  };
  return {
    port: address.port,
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
