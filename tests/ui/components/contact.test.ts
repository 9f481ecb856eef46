import * as assert from "uvu/assert";
import { Contact } from "../../../ui/components/contact.ts";
import { suite } from "../../support/suite.ts";
import { renderPiece } from "../page.ts";

const test = suite("ui/components/contact");

/** Where the contact leads; undefined when it is shown as words. */
function targetOf(contact: string, subject?: string): string | undefined {
  const piece = renderPiece(() => Contact({ contact, ...(subject === undefined ? {} : { subject }) }));
  assert.not.match(piece, /<(?!span|a|\/)/, "nothing but a link or words");
  return /<a [^>]*href="([^"]*)"/.exec(piece)?.[1];
}

for (const [contact, target] of [
  ["hello@orchard.example", "mailto:hello@orchard.example"],
  ["Kim.Haneul+shop@mail.jeju.example", "mailto:Kim.Haneul+shop@mail.jeju.example"],
  ["https://orchard.example/ask?from=shop#form", "https://orchard.example/ask?from=shop#form"],
  ["HTTPS://orchard.example", "HTTPS://orchard.example"],
] as const) {
  test(`${contact} can be pressed`, () => {
    assert.is(targetOf(contact), target);
  });
}

for (const contact of [
  "064-123-4567",
  "Ask at the counter",
  "@orchard on Telegram",
  "http://orchard.example",
  "https://",
  "https://orchard.example and more",
  "https://orchard.example\u{9}/x",
  "javascript:alert(1)",
  "mailto:hello@orchard.example",
  "hello@orchard",
  "hello@orchard.example?bcc=everybody@evil.example",
  "hello@orchard.example,other@evil.example",
  "hello%0a@orchard.example",
  "<img src=x onerror=alert()>@orchard.example",
]) {
  test(`${JSON.stringify(contact)} is shown as words`, () => {
    assert.is(targetOf(contact), undefined);
  });
}

test("a mail about an order says so in its subject, whatever stands in it", () => {
  assert.is(
    targetOf("hello@orchard.example", "Order 7F3K&bcc=x"),
    "mailto:hello@orchard.example?subject=Order%207F3K%26bcc%3Dx",
  );
});
