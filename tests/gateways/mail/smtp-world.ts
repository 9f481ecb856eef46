import { fork } from "node:child_process";
import { once } from "node:events";
import { smtpMail } from "../../../app/gateways/mail/smtp.ts";
import type { SmtpLimits, SmtpSettings } from "../../../app/gateways/mail/smtp.ts";
import type { MailPort } from "../../../app/gateways/mail/port.ts";
import type { Told } from "./smtp-child.ts";

export type TakenMail = { raw: string; user: string; isEncrypted: boolean };

/** A mail server in a process of its own. */
export type SmtpWorld = {
  settings: SmtpSettings;
  /** A port where somebody takes the call and says nothing. */
  silentPort: number;
  taken: readonly TakenMail[];
  mail(changes?: Partial<SmtpSettings>, limits?: Partial<SmtpLimits>): MailPort;
  close(): Promise<void>;
};

/** Longer than a letter takes on a busy machine, shorter than anybody waits for a test. */
const LIMITS: SmtpLimits = { connectMs: 5_000, silenceMs: 1_000, wholeMs: 20_000 };

export async function startSmtp(security: SmtpSettings["security"] = "starttls"): Promise<SmtpWorld> {
  const child = fork(new URL("smtp-child.ts", import.meta.url), [security], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const taken: TakenMail[] = [];
  const ready = await new Promise<Told & { kind: "ready" }>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the mail server ended with ${code}`)));
    child.on("message", (told: Told) => (told.kind === "ready" ? resolve(told) : taken.push(told)));
  });
  const settings: SmtpSettings = {
    host: "localhost",
    port: ready.port,
    login: { user: "hub", password: "right" },
    from: { name: "모퉁이 가게", address: "shop@corner.example" },
    certificate: ready.certificate,
    security,
  };
  return {
    settings,
    silentPort: ready.silentPort,
    taken,
    mail: (changes = {}, limits = {}) => smtpMail({ ...settings, ...changes }, { ...LIMITS, ...limits }),
    close: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}
