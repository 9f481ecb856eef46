import { createSocket } from "node:dgram";

// Asks on the LAN (RFC 6762) for what the arguments say, each as TYPE:LABEL/LABEL/…, until all is answered, and prints
// the answers as hexadecimal lines, in their order.

const TYPES: Readonly<Record<string, number>> = { A: 1, PTR: 12, SRV: 33 };
const GIVE_UP_MS = 10_000;

const questions = process.argv.slice(2).map((each, id) => {
  const [type = "", name = ""] = each.split(":");
  return question(id, name.split("/"), TYPES[type] ?? 0);
});
const answers = new Map<number, string>();
const socket = createSocket("udp4");

socket.on("message", (message) => {
  answers.set(message.readUInt16BE(0), message.toString("hex"));
  if (answers.size < questions.length) return;
  process.stdout.write(`${questions.map((_, id) => answers.get(id)).join("\n")}\n`);
  process.exit(0);
});
socket.bind(0, "127.0.0.1", () => {
  socket.setMulticastInterface("127.0.0.1");
  setInterval(() => questions.forEach((each) => socket.send(each, 5353, "224.0.0.251")), 200);
});
setTimeout(() => process.exit(1), GIVE_UP_MS);

/** One question of a DNS message (RFC 1035), class IN. */
function question(id: number, labels: readonly string[], type: number): Buffer {
  const name = labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from([0, id, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...name, Buffer.from([0, 0, type, 0, 1])]);
}
