import { OutcomeUnknown } from "../../domain/outcome.ts";
import type { Mail, Taken } from "../../gateways/mail/port.ts";
import type { Writing } from "./letter.ts";

/**
 * Sends a letter once. Where nobody can say whether it went, it counts as sent: it cannot be asked after, and two
 * of a kind would frighten more than one that is missing. Other failures are thrown, so that the job runs again.
 */
export async function sendLetter({ mail, log }: Writing, letter: Mail): Promise<Taken> {
  if (mail === undefined) return "refused";
  try {
    return await mail.send(letter);
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    log.warn({ letter: letter.id, err: error }, "nobody knows whether a letter went");
    return "taken";
  }
}
