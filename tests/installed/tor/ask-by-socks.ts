import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";

/** SOCKS 5 (RFC 1928), and what tor answers besides with ExtendedErrors (proposal 304). */
const REPLIES: Readonly<Record<number, string>> = {
  0: "connected",
  0xf0: "descriptor not found",
  0xf4: "client authorization missing",
  0xf5: "client authorization wrong",
};

/** What a browser gets that goes through this tor: a status and a page, or why tor would not connect it. */
export type Asked = { reply: string; status: number; page: string };

/** Asks one page of an onion service. */
export async function askBySocks(socksPort: number, host: string, path: string): Promise<Asked> {
  const socket = connect({ host: "127.0.0.1", port: socksPort });
  try {
    await once(socket, "connect");
    const reply = await knock(socket, host);
    if (reply !== 0) return { reply: REPLIES[reply] ?? `reply ${reply}`, status: 0, page: "" };
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`);
    const page = await rest(socket);
    return { reply: "connected", status: Number(page.split(" ")[1]), page };
  } finally {
    socket.destroy();
  }
}

async function knock(socket: Socket, host: string): Promise<number> {
  socket.write(Buffer.from([5, 1, 0]));
  await once(socket, "data");
  socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, host.length]), Buffer.from(host), Buffer.from([0, 80])]));
  const [answer] = (await once(socket, "data")) as [Buffer];
  return answer[1] ?? -1;
}

async function rest(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
