import type { Mail } from "./port.ts";

/** Who writes: shown as `name <address>`. */
export type Sender = { name: string; address: string };

/** RFC 5322 2.2: a header ends with its line; whatever is put into one must not begin another. */
const BREAKS_LINE = /[\r\n\0\u{85}\u{2028}\u{2029}]/u;

/** One address and nothing that a list, a comment or a route is made of (RFC 5322 3.4). */
const ONE_ADDRESS = /^[^\s@<>,;:()[\]"\\]+@[^\s@<>,;:()[\]"\\]+$/;

/** A letter's name is a file's name too. */
const ID = /^\w{1,64}$/;

/** The letter as it travels (RFC 5322): both bodies, nothing attached, nothing fetched from anywhere. */
export async function compose(from: Sender, mail: Mail): Promise<Buffer> {
  refuseLineBreaks([from.name, from.address, mail.to, mail.subject]);
  if (!ONE_ADDRESS.test(mail.to)) throw new Error("a mail goes to one address");
  if (!ID.test(mail.id)) throw new Error("the mail has no usable id");
  // Loaded late: most hubs send no mail for hours.
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  return new MailComposer({
    from,
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: new Date(Number(mail.writtenAtMs)),
    messageId: `<${mail.id}@${domainOf(from.address)}>`,
    // RFC 3834: nobody's holiday greeting answers a program.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

function refuseLineBreaks(headers: readonly string[]): void {
  if (headers.some((text) => BREAKS_LINE.test(text))) throw new Error("a mail's header would break its line");
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
