import { createServer } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { SMTPServerError, SMTPServerOptions } from "smtp-server";
import { selfSigned } from "../lightning/self-signed.ts";

/**
 * Run as a program: a mail server that does what the mailbox it is asked for is called. Tells its parent where it
 * listens and what it has taken.
 */
export type Told =
  | { kind: "ready"; port: number; silentPort: number; certificate: string }
  | { kind: "mail"; raw: string; user: string; isEncrypted: boolean };

const [security = "starttls"] = process.argv.slice(2);
const tell = (told: Told) => process.send?.(told);

function reply(responseCode: number, text: string): SMTPServerError {
  return Object.assign(new Error(text), { responseCode });
}

type OnData = NonNullable<SMTPServerOptions["onData"]>;

async function take(...[stream, session, done]: Parameters<OnData>): Promise<void> {
  const raw = await buffer(stream);
  const [mailbox] = session.envelope.rcptTo[0]?.address.split("@") ?? [];
  if (mailbox === "spam") return done(reply(554, "5.6.0 not such letters"));
  if (mailbox === "full") return done(reply(452, "4.3.1 no room today"));
  if (mailbox === "drops") return [...server.connections].forEach(({ _socket }) => _socket.destroy());
  tell({ kind: "mail", raw: raw.toString(), user: String(session.user ?? ""), isEncrypted: session.secure });
  return mailbox === "hangs" ? undefined : done();
}

const { certificate, privateKey } = selfSigned();

const server = new SMTPServer({
  secure: security === "tls",
  cert: certificate,
  key: privateKey,
  hideSTARTTLS: security === "none",
  disabledCommands: security === "none" ? ["STARTTLS"] : [],
  authOptional: true,
  allowInsecureAuth: true,
  closeTimeout: 100,
  onAuth: ({ username, password }, _session, done) => {
    if (username === "busy") return done(reply(454, "4.7.0 try later"));
    return username === "hub" && password === "right" ? done(null, { user: username }) : done(null, {});
  },
  onMailFrom: ({ address }, _session, done) =>
    address.startsWith("stranger@") ? done(reply(553, "5.7.1 you are nobody here")) : done(),
  onRcptTo: ({ address }, _session, done) => {
    const [mailbox] = address.split("@");
    if (mailbox === "nobody") return done(reply(550, `5.1.1 <${address}> is nobody here`));
    if (mailbox === "foreign") return done(reply(554, `5.7.1 <${address}>: relay access denied`));
    if (mailbox === "later") return done(reply(451, `4.2.0 <${address}>: greylisted`));
    return mailbox === "mute" ? undefined : done();
  },
  onData: (stream, session, done) => {
    void take(stream, session, done);
  },
});
server.on("error", () => undefined);

/** Takes the call and says nothing. */
const silent = createServer(() => undefined);
silent.listen(0, "127.0.0.1", () => {
  const socket = server.listen(0, "127.0.0.1", () => {
    const [port, silentPort] = [socket.address(), silent.address()].map((address) =>
      address === null || typeof address === "string" ? 0 : address.port,
    );
    tell({ kind: "ready", port: port ?? 0, silentPort: silentPort ?? 0, certificate });
  });
});
