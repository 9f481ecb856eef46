import type { Config } from "../../../app/config.ts";
import type { MailSettings } from "../../../app/settings/mail-server.ts";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import { tryLogin } from "../../../app/gateways/mail/smtp.ts";
import { bad, fine, messageOf, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether the mail server takes the hub's login; no letter is sent. */
export async function checkMail({ mail, mode }: Pick<Config, "mail" | "mode">): Promise<Finding> {
  if (mail !== undefined) return ask(mail);
  const isPlayed = mode === "sandbox" || mode === "regtest";
  const instead = isPlayed ? "letters are kept in DATA_DIR/mails" : "nobody signs in by mail; SMTP_URL names one";
  return fine("mail", `no server is set: ${instead}`);
}

async function ask(mail: MailSettings): Promise<Finding> {
  try {
    const answer = await tryLogin(mail);
    if (answer === "refused") return bad("mail", `the mail server ${mail.host} does not want to talk to the hub`);
    return fine("mail", `${mail.host} ${mail.login === undefined ? "answers, without a login" : "takes the login"}`);
  } catch (error) {
    if (!(error instanceof Misconfigured)) return warning("mail", `${messageOf(error)}: the hub asks it again later`);
    return bad("mail", `${error.message}: look at the settings that begin with SMTP`);
  }
}
