import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

export type TorSocks = { host: string; port: number; asked: string[]; close(): void };

/** A SOCKS 5 proxy (RFC 1928) like Tor's: takes names, resolves none itself, and leads all of them to `port` here. */
export async function torSocks(port: number): Promise<TorSocks> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.write(Buffer.of(5, 0));
      socket.once("data", (request) => {
        asked.push(destinationIn(request));
        join(socket, port);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { host: "127.0.0.1", port: (server.address() as AddressInfo).port, asked, close: () => server.close() };
}

/** Address type 3 is a name with its length in front; any other would be an address that somebody resolved. */
function destinationIn(request: Buffer): string {
  const type = request[3];
  if (type !== 3) return `an address of type ${type}`;
  const length = request[4] ?? 0;
  return `${request.subarray(5, 5 + length).toString("latin1")}:${request.readUInt16BE(5 + length)}`;
}

function join(socket: Socket, port: number): void {
  const there = connect(port, "127.0.0.1", () => {
    socket.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
    socket.pipe(there).pipe(socket);
  });
  there.on("error", () => socket.destroy());
}
