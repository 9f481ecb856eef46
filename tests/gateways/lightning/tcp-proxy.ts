import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A wire between a client and a server that can be cut, or go dead without telling either side. */
export interface TcpProxy {
  /** `localhost:PORT` for the client. */
  socket: string;
  /** Ends every connection; new ones work. */
  cut(): void;
  /** From now on nothing passes on the connections there are, and none of them ends; new ones work. */
  goSilent(): void;
  close(): Promise<void>;
}

export async function openTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(`http://${target}`);
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((inner) => {
    const outer = connect({ host: hostname, port: Number(port) });
    const pair: [Socket, Socket] = [inner, outer];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      inner.destroy();
      outer.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
    inner.pipe(outer).pipe(inner);
  });
  await once(server.listen(0, "localhost"), "listening");
  // A server that listens on a host and port has an address of this kind.
  const { port: ownPort } = server.address() as AddressInfo;
  const cut = () => pairs.forEach((pair) => pair.forEach((socket) => socket.destroy()));
  return {
    socket: `localhost:${ownPort}`,
    cut,
    goSilent: () => pairs.forEach((pair) => pair.forEach((socket) => socket.unpipe().pause())),
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
