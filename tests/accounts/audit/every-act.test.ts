import { globSync, readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { actKinds } from "../../../app/accounts/audit/act-kinds.ts";
import { translatorFor } from "../../../ui/i18n/translate.ts";
import { actSentences } from "../../../ui/pages/owner/audit/act-sentences.ts";
import { suite } from "../../support/suite.ts";

const test = suite("accounts/audit every-act");

/** What happens by itself and is nobody's act. */
const BY_ITSELF = new Set([
  "charge.invoiced",
  "charge.addressed",
  "charge.invoice-cancelled",
  "webhook.given-up",
  "payment.reversed",
  "order.paid",
  "order.expired",
  "order.closed",
  "payment.refundable",
  "mint.short",
  "mint.covered",
]);

/** Where an event is made, or its type has a name of its own. */
const TYPE = /\b(?:type: |const USED = |record\()"([a-z-]+\.[a-z-]+)"/g;

/** The types of event that the program writes, as its source names them. */
const written = new Set(
  globSync("app/{accounts,catalog,ecash,orders,payments,rates,webhooks}/**/*.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(TYPE)].map(([, type = ""]) => type),
  ),
);

test("every kind of act has a sentence in both languages, and belongs to one kind that can be asked for", () => {
  const acts = [...written].filter((type) => !BY_ITSELF.has(type));
  assert.ok(acts.length > 40, `only ${acts.length} were found`);
  const sorted: readonly string[] = Object.values(actKinds).flat();
  for (const type of acts) {
    assert.ok(actSentences.has(type), `${type} has no sentence`);
    assert.is(sorted.filter((each) => each === type).length, 1, `${type} belongs to no kind, or to two`);
  }
});

test("no sentence is for an act that nobody can do", () => {
  for (const type of actSentences.keys()) assert.ok(written.has(type), type);
});

test("every sentence says what it has to say with any body that an event may have", () => {
  for (const t of [translatorFor("en"), translatorFor("ko")])
    for (const [type, say] of actSentences)
      for (const fields of [
        new Map<string, string>(),
        new Map([["by", "carrier-pigeon"]]),
        new Map([["role", "king"]]),
      ])
        assert.not.match(say(t, fields), /undefined|NaN|\{/, type);
});
