import { join } from "node:path";
import type { MailPort } from "./port.ts";
import { sandboxMail } from "./sandbox.ts";
import { smtpMail } from "./smtp.ts";

export type MailSettings = { mail: Parameters<typeof smtpMail>[0] | undefined; mode: string; dataDir: string };

export type OpenMail = { port: MailPort; folder: string | undefined };

/** Where letters go: to the server that was named, without one to a folder where money has no value. */
export function openMail({ mail, mode, dataDir }: MailSettings): OpenMail | undefined {
  if (mail !== undefined) return { port: smtpMail(mail), folder: undefined };
  if (mode !== "sandbox" && mode !== "regtest") return undefined;
  const folder = join(dataDir, "mails");
  return { port: sandboxMail(folder), folder };
}
