import * as assert from "uvu/assert";
import type { Hub } from "../../../../app/http/context.ts";
import type { CameMail, PostOffice } from "../../../support/post-office.ts";
import { openPostOffice } from "../../../support/post-office.ts";
import { addPersonWithAddress } from "../../../support/person-with-address.ts";
import { openHub } from "../../hub.ts";
import type { TestHub } from "../../hub.ts";
import { Visitor } from "../visitor.ts";
import type { Answer } from "../visitor.ts";

export const MINA = "mina@example.org";

/** A hub that Mina can come in at by mail, as a buyer. */
export type MailHub = TestHub & { post: PostOffice; mina: { id: string } };

export async function openMailHub(changes: Partial<Hub> = {}): Promise<MailHub> {
  const t = await openHub(changes);
  const mina = await addPersonWithAddress(t.hub, "buyer", MINA);
  return { ...t, post: openPostOffice(t.hub), mina };
}

/** Asks for a mail on the sign-in page, as a person does. */
export async function askFor(visitor: Visitor, address: string, from = "/sign-in"): Promise<Answer> {
  return visitor.submit(await visitor.get(from), "/sign-in/mail", { address });
}

/** The one letter that comes. */
export async function letterOf({ post }: MailHub): Promise<CameMail> {
  const [letter, ...others] = await post.deliver();
  assert.equal(others, []);
  if (letter === undefined) throw new Error("no letter came");
  return letter;
}

/** A browser in which Mina has asked, and the letter that came. */
export async function asked(t: MailHub): Promise<{ browser: Visitor; page: Answer; letter: CameMail }> {
  const browser = new Visitor(t);
  const page = await askFor(browser, MINA);
  return { browser, page, letter: await letterOf(t) };
}

/** Opens the letter's link and presses its button: what the island does is done by hand. */
export async function press(visitor: Visitor, { token }: Pick<CameMail, "token">): Promise<Answer> {
  return visitor.post("/sign-in/link", { code: token });
}

export async function type(visitor: Visitor, code: string): Promise<Answer> {
  return visitor.submit(await visitor.get("/sign-in/mail/code"), "/sign-in/mail/code", { code });
}

export function isIn(visitor: Visitor): boolean {
  return visitor.cookie("satoshop_sid") !== undefined;
}
