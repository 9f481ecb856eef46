import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import * as assert from "uvu/assert";
import {
  checkStandard,
  isSignedBtcpay,
  readWebhookSecret,
  signBtcpay,
  signStandard,
} from "../../app/domain/webhook-signature.ts";
import type { SignedMessage } from "../../app/domain/webhook-signature.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/webhook-signature");

const secretOf = (bytes: Uint8Array) => `whsec_${Buffer.from(bytes).toString("base64")}`;
const SECRET = secretOf(Buffer.alloc(24, 7));
const key = (text = SECRET): Uint8Array => readWebhookSecret(text) ?? assert.unreachable(text) ?? new Uint8Array();

const AT_MS = 1_790_000_000_000n;
const body = Buffer.from('{"type":"order.paid","amount":"1"}');
const unsigned = { id: "msg_1", timestamp: "1790000000", body };
const good: SignedMessage = { ...unsigned, signature: signStandard(key(), unsigned) };

test("the signature is the one of the Standard Webhooks library, whatever is signed", () => {
  const text = fc.string({ unit: "grapheme" });
  const secret = fc.uint8Array({ minLength: 24, maxLength: 64 });
  const id = fc.stringMatching(/^[\w-]{1,60}$/);
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
  fc.assert(
    fc.property(secret, id, seconds, text, (bytes, messageId, at, content) => {
      const theirs = new Webhook(secretOf(bytes)).sign(messageId, new Date(at * 1000), content);
      const message = { id: messageId, timestamp: String(at), body: Buffer.from(content) };
      assert.is(signStandard(key(secretOf(bytes)), message), theirs);
      const signed = { ...message, signature: theirs };
      assert.is(checkStandard([key(secretOf(bytes))], signed, BigInt(at) * 1000n), "good");
    }),
    { numRuns: 300, seed: 5 },
  );
});

test("the library takes what was signed here, today", () => {
  const now = Math.floor(Date.now() / 1000);
  const message = { id: "msg_2", timestamp: String(now), body };
  const headers = {
    "webhook-id": message.id,
    "webhook-timestamp": message.timestamp,
    "webhook-signature": signStandard(key(), message),
  };
  assert.equal(new Webhook(SECRET).verify(body.toString(), headers), JSON.parse(body.toString()));
});

test("a change to anything that was signed makes it worthless", () => {
  const changes: Partial<SignedMessage>[] = [
    { id: "msg_2" },
    { timestamp: "1790000001" },
    { body: Buffer.from(`${body.toString()} `) },
    { body: Buffer.alloc(0) },
    { signature: "" },
    { signature: good.signature.slice(0, -1) },
    { signature: `${good.signature}=` },
    { signature: good.signature.replace("v1,", "v2,") },
    { signature: good.signature.replace("v1,", "") },
    { signature: good.signature.replace("v1,", "v1a,") },
    { signature: "v1," },
  ];
  for (const change of changes)
    assert.is(checkStandard([key()], { ...good, ...change }, AT_MS), "bad-signature", JSON.stringify(change));
});

test("the border between id, time and body cannot be moved", () => {
  const moved = { id: "msg_1.1790000000", timestamp: "17", body: Buffer.from("rest") };
  const signed = { id: "msg_1", timestamp: "1790000000", body: Buffer.from("17.rest") };
  const signature = signStandard(key(), signed);
  assert.is(signStandard(key(), moved), signature, "the two say the same bytes");
  assert.is(checkStandard([key()], { ...moved, signature }, 17_000n), "bad-signature");
  assert.is(checkStandard([key()], { ...signed, signature }, AT_MS), "good");
});

test("one of several signatures and one of several secrets are enough while a secret is being changed", () => {
  const [old, next] = [key(), key(secretOf(Buffer.alloc(32, 9)))];
  const by = (one: Uint8Array) => signStandard(one, unsigned);
  for (const signature of [`${by(old)} ${by(next)}`, `v1a,abc ${by(next)}`, `v1,AAAA ${by(old)} v2,x`])
    assert.is(checkStandard([old, next], { ...good, signature }, AT_MS), "good", signature);
  assert.is(checkStandard([next], { ...good, signature: by(old) }, AT_MS), "bad-signature");
  assert.is(checkStandard([], good, AT_MS), "bad-signature", "without a secret nothing is signed");
});

test("a message holds for five minutes, before and after its time", () => {
  for (const [seconds, verdict] of [
    [0n, "good"],
    [300n, "good"],
    [-300n, "good"],
    [301n, "stale-message"],
    [-301n, "stale-message"],
    [1_000_000n, "stale-message"],
  ] as const)
    assert.is(checkStandard([key()], good, AT_MS + seconds * 1000n), verdict, `${seconds} s`);
});

test("a time that is no plain number of seconds is none", () => {
  for (const timestamp of ["", "-1", "+1790000000", "1.79e9", "1790000000.0", " 1790000000", "01790000000", "now"]) {
    const message = { ...unsigned, timestamp };
    const signature = signStandard(key(), message);
    assert.is(checkStandard([key()], { ...message, signature }, AT_MS), "bad-signature", timestamp);
  }
});

test("a secret is whsec_ and 24 to 64 bytes", () => {
  for (const length of [24, 32, 63, 64]) assert.is(key(secretOf(Buffer.alloc(length))).length, length);
  for (const text of [
    "",
    "whsec_",
    secretOf(Buffer.alloc(23)),
    secretOf(Buffer.alloc(65)),
    SECRET.slice("whsec_".length),
    `${SECRET} `,
    `whsk_${SECRET}`,
    "whsec_not base64 at all, but long enough for it",
  ])
    assert.is(readWebhookSecret(text), undefined, text);
});

test("BTCPay's signature is the hash of the raw bytes under the secret", () => {
  const expected = `sha256=${createHmac("sha256", "secret").update(body).digest("hex")}`;
  assert.is(signBtcpay("secret", body), expected);
  assert.ok(isSignedBtcpay("secret", expected, body));
  for (const [secret, signature, bytes] of [
    ["other", expected, body],
    ["secret", expected.toUpperCase(), body],
    ["secret", expected.slice("sha256=".length), body],
    ["secret", `${expected} `, body],
    ["secret", "", body],
    ["secret", "sha256=", body],
    ["secret", expected, Buffer.from(body.toString().replace("1", "2"))],
  ] as const)
    assert.not(isSignedBtcpay(secret, signature, bytes), `${secret} ${signature}`);
});

test("an empty secret signs nothing and opens nothing", () => {
  assert.throws(() => signBtcpay("", body), /empty secret/);
  const anybodys = `sha256=${createHmac("sha256", "").update(body).digest("hex")}`;
  assert.not(isSignedBtcpay("", anybodys, body));
});
