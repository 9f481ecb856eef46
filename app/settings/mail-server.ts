import { readMailAddress } from "../domain/mail-address.ts";
import { InvalidSetting } from "./check-value.ts";
import { table } from "./table.ts";
import type { Text } from "./text.ts";

/** The mail server that takes the hub's letters. */
export type MailSettings = {
  host: string;
  port: number;
  login: { user: string; password: string } | undefined;
  from: { name: string; address: string };
  certificate: string | undefined;
  security: "tls" | "starttls" | "none";
};

/** Where letters go out; undefined when no server is named. */
export function mailServer(text: Text): MailSettings | undefined {
  const named = namedServer(text);
  if (named === undefined) return undefined;
  const isPlain = text("SMTP_PLAIN") === "1";
  if (isPlain && (named.login !== undefined || named.isTls))
    throw new InvalidSetting("SMTP_PLAIN=1 is for a relay without TLS and login: a login would travel for all to read");
  const { host, port, login } = named;
  const security = isPlain ? "none" : named.isTls ? "tls" : "starttls";
  return { host, port, login, security, from: senderIn(text("SMTP_FROM")), certificate: text("SMTP_CERT") };
}

type NamedServer = Pick<MailSettings, "host" | "port" | "login"> & { isTls: boolean };

function namedServer(text: Text): NamedServer | undefined {
  const [url, host] = [text("SMTP_URL"), text("SMTP_HOST")];
  if (url !== undefined && host !== undefined)
    throw new InvalidSetting("SMTP_URL and SMTP_HOST are both set: remove one of them");
  if (url !== undefined) return serverIn(new URL(url));
  if (host === undefined) return undefined;
  const port = Number(text("SMTP_PORT") ?? "587");
  return { host, port, login: loginOf(text("SMTP_USER"), text("SMTP_PASSWORD")), isTls: port === 465 };
}

function serverIn(url: URL): NamedServer {
  const isTls = url.protocol === "smtps:" || url.port === "465";
  if ((url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "")
    throw new InvalidSetting("SMTP_URL must be an address such as smtp://user:password@host:587");
  const port = url.port === "" ? (isTls ? 465 : 587) : Number(url.port);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return { host: url.hostname, port, login: loginOf(user, password), isTls };
}

function loginOf(user = "", password = ""): MailSettings["login"] {
  if (user === "" && password === "") return undefined;
  if (user === "" || password === "") throw new InvalidSetting("the mail server's login needs a user and a password");
  return { user, password };
}

const SENDER = /^(?:"?(?<name>[^"<>]*?)"?\s*<(?<address>[^<>]+)>|(?<bare>[^<>]+))$/;

function senderIn(value = ""): MailSettings["from"] {
  const { name = "", address, bare = "" } = SENDER.exec(value.trim())?.groups ?? {};
  const read = readMailAddress(address ?? bare);
  if (read === undefined || /\p{C}/u.test(name))
    throw new InvalidSetting(`SMTP_FROM is needed with a mail server: ${table.SMTP_FROM.doc}`);
  return { name, address: read };
}
