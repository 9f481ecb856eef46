import * as assert from "uvu/assert";
import type { Mail, MailPort } from "../../app/gateways/mail/port.ts";
import { readMail } from "./read-mail.ts";
import { rejects, suite } from "./suite.ts";
import type { Test } from "./suite.ts";

/** Whoever brings letters, and what has arrived with them so far, as raw text. */
export type MailWorld = {
  mail: MailPort;
  /** An address that will never take a letter. */
  refused: string;
  arrived(): Promise<string[]>;
  close(): Promise<void>;
};

let written = 0;

export function letter(changes: Partial<Mail> = {}): Mail {
  written += 1;
  return {
    id: `sgn_${String(written).padStart(26, "0")}`,
    to: "mina@example.org",
    subject: "로그인 · Sign in",
    text: `안녕하세요.\n\n.a line that begins with a dot\n\nhttp://shop.lan:3000/sign-in/link#${"a=3D".repeat(30)}\n`,
    html: `<!doctype html><html lang="ko"><body><p>안녕하세요 &amp; hello</p></body></html>`,
    writtenAtMs: 1_790_000_000_000n,
    ...changes,
  };
}

/** The rules that everybody keeps who brings letters for the hub; answers with the suite for more of them. */
export function mailContract(name: string, makeWorld: () => Promise<MailWorld>): Test {
  const test = suite(name);
  let made: Promise<MailWorld> | undefined;
  const world = () => (made ??= makeWorld());
  test.after(async () => (await made)?.close());

  test("a letter arrives whole, in both forms", async () => {
    const { mail, arrived } = await world();
    const before = (await arrived()).length;
    const sent = letter();
    assert.is(await mail.send(sent), "taken");
    const raws = await arrived();
    assert.is(raws.length, before + 1);
    const read = readMail(raws.at(-1) ?? "");
    assert.is(read.headers.get("subject"), sent.subject);
    assert.is(read.headers.get("to"), sent.to);
    assert.is(read.headers.get("date"), "Mon, 21 Sep 2026 14:13:20 +0000");
    assert.is(read.headers.get("auto-submitted"), "auto-generated");
    assert.is(read.text.replaceAll("\r\n", "\n").trimEnd(), sent.text.trimEnd());
    assert.is(read.html.trimEnd(), sent.html);
  });

  test("a letter that is sent again bears the same name", async () => {
    const { mail, arrived } = await world();
    const sent = letter();
    await mail.send(sent);
    const first = readMail((await arrived()).at(-1) ?? "").headers.get("message-id");
    await mail.send(sent);
    assert.match(first ?? "", new RegExp(`^<${sent.id}@[a-z.]+>$`));
    assert.is(readMail((await arrived()).at(-1) ?? "").headers.get("message-id"), first);
  });

  test("an address that takes no letters is told from a server that is away", async () => {
    const { mail, refused, arrived } = await world();
    const before = (await arrived()).length;
    assert.is(await mail.send(letter({ to: refused })), "refused");
    assert.is((await arrived()).length, before);
  });

  for (const line of ["\r\nBcc: eve@example.org", "\nBcc: eve@example.org", "\rBcc: eve", "\0", "\u2028Bcc: eve"]) {
    test(`no header can be put into another: ${JSON.stringify(line)}`, async () => {
      const { mail, arrived } = await world();
      const before = (await arrived()).length;
      for (const changes of [{ to: `mina@example.org${line}` }, { subject: `Hello${line}` }, { id: `sgn_1${line}` }])
        await rejects(mail.send(letter(changes)), /would break its line|no usable id/);
      assert.is((await arrived()).length, before);
    });
  }

  test("one address is one address, whatever stands in it", async () => {
    const { mail, arrived } = await world();
    const before = (await arrived()).length;
    for (const to of [
      "mina@example.org, eve@example.org",
      "mina@example.org,eve@example.org",
      "<mina@example.org>eve@example.org",
      "Mina <mina@example.org>",
      '"mina@example.org"@example.org',
      "mina(eve@example.org)@example.org",
      "mina@example.org\teve",
      "mina",
      "",
    ])
      await rejects(mail.send(letter({ to })), /goes to one address/);
    assert.is((await arrived()).length, before);
  });
  return test;
}
