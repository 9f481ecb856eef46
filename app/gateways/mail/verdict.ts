import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { Taken } from "./port.ts";

/** What nodemailer tells about a failure besides its text, which may hold the address. */
type Failure = { code: string; originalCode: string; command: string; response: string; responseCode: number };

type Progress = {
  host: string;
  /** Whether any of the letter itself was sent. */
  isHandedOver: boolean;
};

/** OpenSSL's and Node's names for a certificate that does not prove who the server is. */
const DISTRUST = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH/;

/** RFC 3463: the third word of security and policy, such as "relay access denied". */
const POLICY = /^5\d\d[ -]5\.7\./;

/** What a broken conversation means for the letter (RFC 5321 4.2.1: 4 is "not now", 5 is "never"). */
export function verdict(error: unknown, progress: Progress): Taken {
  const failure = failureOf(error);
  const said = describe(failure, progress.host);
  if (DISTRUST.test(failure.originalCode)) throw new Misconfigured(`${said}: its certificate is not trusted`);
  if (failure.responseCode === 0)
    throw progress.isHandedOver ? new OutcomeUnknown(said) : new NotApplied(`${said}, nothing was sent`);
  if (failure.responseCode < 500) throw new NotApplied(said);
  if (isOurFault(failure)) throw new Misconfigured(said);
  // At the greeting it says nothing about the letter.
  if (failure.command === "CONN") throw new NotApplied(said);
  return "refused";
}

function isOurFault({ code, command, response }: Failure): boolean {
  if (code === "EAUTH" || code === "ETLS" || command === "MAIL FROM") return true;
  return command === "RCPT TO" && (POLICY.test(response) || response.startsWith("530"));
}

function describe({ code, command, responseCode }: Failure, host: string): string {
  if (responseCode > 0) return `the mail server ${host} answered ${responseCode} to ${command}`;
  return `the mail server ${host} gave no answer (${code === "" ? "too slow" : code})`;
}

function failureOf(error: unknown): Failure {
  const fields = new Map(typeof error === "object" && error !== null ? Object.entries(error) : []);
  const text = (name: string) => {
    const value: unknown = fields.get(name);
    return typeof value === "string" ? value : "";
  };
  const responseCode: unknown = fields.get("responseCode");
  return {
    code: text("code"),
    originalCode: text("originalCode"),
    command: text("command"),
    response: text("response"),
    responseCode: typeof responseCode === "number" ? responseCode : 0,
  };
}
