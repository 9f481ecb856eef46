import * as assert from "uvu/assert";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { selfSigned } from "../lightning/self-signed.ts";
import { letter, mailContract } from "../../support/mail-contract.ts";
import { readMail } from "../../support/read-mail.ts";
import { rejects } from "../../support/suite.ts";
import { startSmtp } from "./smtp-world.ts";

const world = await startSmtp();
const raws = () => world.taken.map(({ raw }) => raw);

const test = mailContract("gateways/mail/smtp", async () => ({
  mail: world.mail(),
  refused: "nobody@example.org",
  arrived: async () => raws(),
  close: world.close,
}));

test("a letter travels encrypted, and the hub shows who it is", async () => {
  await world.mail().send(letter());
  const last = world.taken.at(-1);
  assert.equal([last?.user, last?.isEncrypted], ["hub", true]);
  const { headers } = readMail(last?.raw ?? "");
  assert.is(headers.get("from"), "모퉁이 가게 <shop@corner.example>");
});

/** What comes of a letter to this mailbox. */
const failed = (mailbox: string, mail = world.mail()) => rejects(mail.send(letter({ to: `${mailbox}@example.org` })));

test("a server that says not now is asked again later", async () => {
  for (const mailbox of ["later", "full"]) assert.instance(await failed(mailbox), NotApplied, mailbox);
});

test("a server that falls silent before it has the letter has not got it", async () => {
  const silent = world.mail({ port: world.silentPort }, { connectMs: 500 });
  for (const failure of await Promise.all([failed("mute"), failed("mina", silent)]))
    assert.instance(failure, NotApplied, failure.message);
});

test("a server that takes the letter and falls silent, or breaks off, may have it or not", async () => {
  // One after the other: the one breaks off all that are connected.
  for (const mailbox of ["drops", "hangs"]) assert.instance(await failed(mailbox), OutcomeUnknown, mailbox);
});

test("a server that drips without end is not waited for", async () => {
  const patient = world.mail({}, { silenceMs: 20_000, wholeMs: 1_000 });
  const [hangs, mute] = await Promise.all([failed("hangs", patient), failed("mute", patient)]);
  assert.instance(hangs, OutcomeUnknown);
  assert.instance(mute, NotApplied);
});

test("nobody at the port, or no such host, is out of reach", async () => {
  assert.instance(await failed("mina", world.mail({ port: 1 })), NotApplied);
  assert.instance(await failed("mina", world.mail({ host: "nowhere.invalid" }, { connectMs: 2_000 })), NotApplied);
});

test("a letter that the server never takes is refused", async () => {
  assert.is(await world.mail().send(letter({ to: "spam@example.org" })), "refused");
});

test("a wrong login, a foreign sender and a relay that is not for us need the owner", async () => {
  const login = { user: "hub", password: "wrong" };
  const failures = [
    await failed("mina", world.mail({ login })),
    await failed("mina", world.mail({ from: { name: "", address: "stranger@corner.example" } })),
    await failed("foreign"),
  ];
  for (const failure of failures) assert.instance(failure, Misconfigured, failure.message);
  assert.match(failures[0]?.message ?? "", /answered 535 to AUTH/);
});

test("a login that is not possible just now is tried again", async () => {
  assert.instance(await failed("mina", world.mail({ login: { user: "busy", password: "right" } })), NotApplied);
});

test("nothing is said to a server whose certificate is another's", async () => {
  const before = world.taken.length;
  const failure = await failed("mina", world.mail({ certificate: selfSigned().certificate }));
  assert.instance(failure, Misconfigured, failure.message);
  assert.match(failure.message, /certificate is not trusted/);
  assert.instance(await failed("mina", world.mail({ certificate: undefined })), Misconfigured);
  assert.is(world.taken.length, before);
});

test("a server without TLS gets neither the login nor the letter", async () => {
  const plain = await startSmtp("none");
  const failure = await failed("mina", plain.mail({ security: "starttls" }));
  assert.instance(failure, Misconfigured, failure.message);
  assert.is(plain.taken.length, 0);
  await plain.close();
});

test("a relay in the house is spoken to without TLS only if the owner says so", async () => {
  const plain = await startSmtp("none");
  assert.is(await plain.mail({ login: undefined }).send(letter()), "taken");
  assert.is(plain.taken[0]?.isEncrypted, false);
  await plain.close();
});

test("where TLS is spoken from the first word on, it is", async () => {
  const tls = await startSmtp("tls");
  assert.is(await tls.mail().send(letter()), "taken");
  assert.is(tls.taken[0]?.isEncrypted, true);
  await tls.close();
});

test("no failure tells the address, the login or anything of the letter", async () => {
  const sent = letter({ to: "foreign@example.org", subject: "a subject of its own" });
  const failures = [
    await rejects(world.mail().send(sent)),
    await rejects(world.mail({ login: { user: "hub", password: "hunter2" } }).send(sent)),
    await rejects(world.mail().send({ ...sent, to: "later@example.org" })),
  ];
  for (const failure of failures)
    assert.not.match(`${failure.stack} ${String(failure.cause)}`, /example\.org|hunter2|of its own|sgn_/);
});
