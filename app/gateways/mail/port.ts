/** One letter to one address. Nothing in it may hold a line break but the two bodies. */
export type Mail = {
  /** Names the letter for good: sent twice it has the same Message-ID, and is one letter to many a mailbox. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  writtenAtMs: bigint;
};

/** `refused`: this letter is not taken for this address, today or tomorrow (a permanent reply, RFC 5321 4.2.1). */
export type Taken = "taken" | "refused";

/**
 * Hands letters to whoever brings them. What it can say about one:
 *
 * - `taken`: the neighbour has it and answers for it from here on. It may still come back to the sender's address.
 * - `refused`: see above; asking again cannot help.
 * - throws `NotApplied`: out of reach, too slow, or "not now". Nothing was handed over; ask again later.
 * - throws `OutcomeUnknown`: the letter was handed over and no answer came. It may arrive. There is nobody to ask.
 * - throws `Misconfigured`: login, certificate or sender is not accepted, or there is no TLS where there must be.
 *
 * No message of these holds the address or anything of the letter. Every call ends within a minute.
 */
export type MailPort = {
  send(mail: Mail): Promise<Taken>;
};
