import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { safeUrl } from "../safe-url.ts";
import { Link } from "./link.ts";

export interface ContactProps {
  /** As the seller typed it. */
  contact: string;
  /** What a mail to the seller is about. */
  subject?: string;
}

/** Addresses that stand in a `mailto:` as they are; one with `?` could write the rest of the mail. */
const MAIL = /^[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i;

/** How a seller is reached: mail and web as links, anything else in the seller's own words. */
export function Contact({ contact, subject }: ContactProps): Html {
  const href = addressOf(contact, subject);
  return html`<span class="contact">${href === undefined ? contact : Link({ href, label: contact, isForeign: true })}</span>`;
}

function addressOf(contact: string, subject: string | undefined): string | undefined {
  if (MAIL.test(contact))
    return subject === undefined ? `mailto:${contact}` : `mailto:${contact}?subject=${encodeURIComponent(subject)}`;
  return /^https:\/\//i.test(contact) && URL.canParse(contact) ? safeUrl(contact) : undefined;
}
