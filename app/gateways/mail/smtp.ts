import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { compose } from "./compose.ts";
import type { Sender } from "./compose.ts";
import type { MailPort, Taken } from "./port.ts";
import { verdict } from "./verdict.ts";

export type SmtpSettings = {
  host: string;
  port: number;
  login: { user: string; password: string } | undefined;
  from: Sender;
  /** The one certificate to trust in place of the public ones, as PEM: for a relay that signs its own. */
  certificate: string | undefined;
  /**
   * `tls` from the first word on (port 465), `starttls` before anything is said (RFC 8314 3.3), or `none`: for a
   * relay on the same board or LAN, and only if the owner says so.
   */
  security: "tls" | "starttls" | "none";
};

export type SmtpLimits = {
  /** To reach the server and be greeted. */
  connectMs: number;
  /** Without a byte from the server. */
  silenceMs: number;
  /** For all of it, however slowly the server drips. */
  wholeMs: number;
};

const LIMITS: SmtpLimits = { connectMs: 10_000, silenceMs: 15_000, wholeMs: 45_000 };

/** A provider or relay that takes letters by SMTP. Each letter has a connection of its own: they are few. */
export function smtpMail(settings: SmtpSettings, limits: SmtpLimits = LIMITS): MailPort {
  return {
    send: async (mail) => {
      const message = await compose(settings.from, mail);
      const { default: Connection } = await import("nodemailer/lib/smtp-connection");
      return handOver(new Connection(optionsOf(settings, limits)), settings, limits, { to: mail.to, message });
    },
  };
}

/** Reaches the server and logs in as for a letter, and goes again without one; throws as `send` does. */
export async function tryLogin(settings: SmtpSettings, limits: SmtpLimits = LIMITS): Promise<Taken> {
  const { default: Connection } = await import("nodemailer/lib/smtp-connection");
  return handOver(new Connection(optionsOf(settings, limits)), settings, limits, undefined);
}

function optionsOf({ host, port, certificate, security }: SmtpSettings, limits: SmtpLimits) {
  return {
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    // A board without a network still has itself.
    allowInternalNetworkInterfaces: true,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    dnsTimeout: limits.connectMs,
    socketTimeout: limits.silenceMs,
    tls: { minVersion: "TLSv1.2", ...(certificate !== undefined && { ca: certificate }) },
  } as const;
}

type Letter = { to: string; message: Buffer };

async function handOver(
  connection: SMTPConnection,
  settings: SmtpSettings,
  limits: SmtpLimits,
  letter: Letter | undefined,
): Promise<Taken> {
  const progress = { isHandedOver: false };
  const timer = setTimeout(() => connection.emit("error", new Error("too slow")), limits.wholeMs);
  try {
    await converse(connection, settings, letter, progress);
    connection.quit();
    return "taken";
  } catch (error) {
    connection.close();
    return verdict(error, { ...progress, host: settings.host });
  } finally {
    clearTimeout(timer);
  }
}

async function converse(
  connection: SMTPConnection,
  { login, from }: SmtpSettings,
  letter: Letter | undefined,
  progress: { isHandedOver: boolean },
): Promise<void> {
  const broken = Promise.withResolvers<never>();
  // Also after the last step: a server that does not answer to QUIT breaks nothing any more.
  broken.promise.catch(() => undefined);
  connection.on("error", (error) => broken.reject(error));
  const step = (act: (done: (error?: Error | null) => void) => void) =>
    Promise.race([
      broken.promise,
      new Promise<void>((resolve, reject) => act((error) => (error == null ? resolve() : reject(error)))),
    ]);
  await step((done) => connection.connect(done));
  if (login !== undefined) await step((done) => connection.login({ user: login.user, pass: login.password }, done));
  if (letter === undefined) return;
  const envelope = { from: from.address, to: [letter.to] };
  await step((done) => connection.send(envelope, Readable.from(noted(letter.message, progress)), done));
}

/** Nobody asks for the first piece of the letter before the server has agreed to take one. */
function* noted(message: Buffer, progress: { isHandedOver: boolean }): Generator<Buffer> {
  progress.isHandedOver = true;
  yield message;
}
