/** RFC 5321 4.5.3.1. */
const LONGEST = 254;
const LONGEST_MAILBOX = 64;

/** What mailboxes are called in practice (RFC 5322 atoms). Letters of other alphabets look like these and are none. */
const MAILBOX = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z][a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * The address as it is stored and written to: in small letters, the domain as DNS knows it. Undefined when mail
 * cannot go there. Two ways to write one address become one text, so that nobody has it twice.
 */
export function readMailAddress(typed: string): string | undefined {
  const text = typed.trim();
  const at = text.lastIndexOf("@");
  const mailbox = text.slice(0, Math.max(at, 0));
  const domain = asDnsName(text.slice(at + 1));
  const isGood = MAILBOX.test(mailbox) && mailbox.length <= LONGEST_MAILBOX && DOMAIN.test(domain);
  const address = `${mailbox}@${domain}`.toLowerCase();
  return isGood && address.length <= LONGEST ? address : undefined;
}

/** `한국.example` and `xn--3e0b707e.example` are one domain. What is no name at all becomes none. */
function asDnsName(domain: string): string {
  // The parser reads a port, a path or a login where such signs stand, and drops what is invisible at the end.
  if (/[\s\p{C}:/?#@\\%[\]]/u.test(domain)) return "";
  const url = URL.parse(`http://${domain}`);
  return url === null ? "" : url.hostname;
}
