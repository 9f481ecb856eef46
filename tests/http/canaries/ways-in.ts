import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import * as assert from "uvu/assert";
import { phoneToken } from "../../../app/accounts/phone/phone-token.ts";
import { MINUTE_MS } from "../../../app/domain/time.ts";
import { Authenticator } from "../../support/authenticator.ts";
import { askToEnter, codeOn, digitsOn, lastTo } from "../../support/chat-world.ts";
import { addPersonWithAddress } from "../../support/person-with-address.ts";
import { Wallet, addressIn } from "../../support/wallet.ts";
import { Visitor, linkIn } from "../pages/visitor.ts";
import type { Answer } from "../pages/visitor.ts";
import type { WatchedHub } from "./watched-hub.ts";

// Each drives one way in through success and through what people and thieves do wrong, and plants what it was given.

const PIN = "527391";
const mina = { id: 501, username: "mina" };

/** Remembers what the browser's cookies hold: they are in cookies, and nowhere else. */
function plantCookies({ canaries }: WatchedHub, browser: Visitor): void {
  for (const name of ["satoshop_sid", "satoshop_mail", "satoshop_key"]) {
    const secret = browser.cookie(name);
    if (secret !== undefined) canaries.plant(`cookie ${name}`, secret, /^cookie /);
  }
}

export async function invited(t: WatchedHub): Promise<{ owner: Visitor; seller: Visitor }> {
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  plantCookies(t, owner);
  const shown = await owner.post("/owner/people/invite", { role: "support", name: "Joon" });
  const link = /\/join#([\w-]{43})/.exec(shown.html)?.[1];
  const token = t.canaries.plant("invitation", link, /^answer to POST \/owner\/people\/invite$/);
  const guest = new Visitor(t);
  await guest.post("/join", { code: `${token}x`, name: "Joon" });
  assert.is((await guest.post("/join", { code: token, name: "Joon" })).status, 200);
  plantCookies(t, guest);
  assert.is((await new Visitor(t).post("/join", { code: token, name: "Joon" })).status, 410);
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId: t.shop.stallId });
  plantCookies(t, seller);
  return { owner, seller };
}

export async function byMail(t: WatchedHub): Promise<void> {
  const address = "mina@example.org";
  await addPersonWithAddress(t.hub, "buyer", address);
  const ask = async () => {
    const browser = new Visitor(t);
    await browser.post("/sign-in/mail", { address });
    plantCookies(t, browser);
    const [letter] = await t.post.deliver();
    // Whoever opened the letter elsewhere answers a question with it.
    const token = t.canaries.plant("token in a letter", letter?.token, /^answer to POST \/sign-in\/link$/);
    return { browser, token, code: t.canaries.plant("code in a letter", letter?.code) };
  };
  const [first, second, third] = [await ask(), await ask(), await ask()];
  await first.browser.post("/sign-in/mail/code", { code: second.code });
  assert.is((await first.browser.post("/sign-in/link", { code: first.token })).status, 200);
  plantCookies(t, first.browser);
  assert.is((await second.browser.post("/sign-in/mail/code", { code: second.code })).status, 200);
  plantCookies(t, second.browser);
  await new Visitor(t).post("/sign-in/link", { code: third.token });
  await new Visitor(t).post("/sign-in/link/answer", { code: third.token, digits: "00" });
  await new Visitor(t).post("/sign-in/mail", { address });
  await t.failToSend();
}

export async function byPhone(t: WatchedHub, screen: Visitor): Promise<void> {
  await screen.post("/account/phone", {});
  const { id } = await t.hub.db.selectFrom("phone_link").select("id").executeTakeFirstOrThrow();
  const token = t.canaries.plant("code for a phone", phoneToken(t.hub.secretKey, id), /^answer to POST \/phone$/);
  const phone = new Visitor(t);
  const whose = await phone.post("/phone", { code: token });
  assert.is((await phone.submit(whose, "/phone/enter")).status, 200);
  plantCookies(t, phone);
  await new Visitor(t).post("/phone/enter", { code: token });
}

export async function bySheet(t: WatchedHub): Promise<void> {
  const person = new Visitor(t);
  await person.signIn({ role: "seller", stallId: t.shop.stallId });
  t.canaries.plant("PIN", PIN);
  const sheet = await person.post("/account/sheet", { pin: PIN, again: PIN });
  const groups = [...sheet.html.matchAll(/<span>([0-9A-Z]{4})<\/span>/g)].map(([, group]) => group);
  // Whoever mistypes the PIN finds the code still in the form.
  const code = t.canaries.plant("sheet", groups.join(" "), /^answer to POST \/(?:account\/sheet|recover)$/);
  await new Visitor(t).post("/recover", { code, pin: "527392" });
  await new Visitor(t).post("/recover", { code: code.slice(2), pin: PIN });
  const back = new Visitor(t);
  assert.is((await back.post("/recover", { code, pin: PIN })).path, "/account/recover");
  plantCookies(t, back);
  await new Visitor(t).post("/recover", { code, pin: PIN });
}

export async function byWallet(t: WatchedHub, seller: Visitor): Promise<void> {
  const wallet = new Wallet("a seed");
  const question = (page: Answer) => linkIn(page, /^lightning:/).slice("lightning:".length);
  const answer = async (page: Answer) => {
    const address = wallet.answerTo(question(page));
    for (const name of ["k1", "sig"]) t.canaries.plant(`wallet's ${name}`, address.searchParams.get(name) ?? "");
    t.canaries.plant(
      "question to a wallet",
      question(page),
      /^answer to (?:GET|POST) \/(?:account\/keys|sign-in)\/wallet/,
    );
    await t.app.request(`${address.pathname}${address.search}`);
    await t.app.request(`${address.pathname}${address.search.replace("sig=30", "sig=31")}`);
  };
  const adding = await seller.post("/account/keys/wallet", { wanted: "" });
  await answer(adding);
  assert.match((await seller.post(adding.path, {})).path, /said=key-added/);
  const browser = new Visitor(t);
  const asking = await browser.post("/sign-in/wallet", { wanted: "" });
  plantCookies(t, browser);
  await answer(asking);
  await new Visitor(t).post(asking.path, {});
  assert.is((await browser.post(asking.path, {})).path, "/desk");
  plantCookies(t, browser);
  assert.match(addressIn(question(asking)).search, "k1=");
}

type Question = {
  id: string;
  options: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;
};

export async function byPasskey(t: WatchedHub, seller: Visitor): Promise<void> {
  const device = new Authenticator();
  const put = async (browser: Visitor, base: string) => {
    const { html } = await browser.post(`${base}/passkey/question`, { wanted: "" });
    const asked: Question = JSON.parse(html);
    t.canaries.plant("question to a passkey", asked.options.challenge, /^answer to POST \S+\/passkey\/question$/);
    plantCookies(t, browser);
    return asked;
  };
  const adding = await put(seller, "/account/keys");
  const created = { question: adding.id, answer: device.create(adding.options), wanted: "" };
  assert.match((await seller.post("/account/keys/passkey", created)).path, /said=key-added/);
  const browser = new Visitor(t);
  const asked = await put(browser, "/sign-in");
  const lie = { question: asked.id, answer: device.get(asked.options, { origin: "https://evil.example" }), wanted: "" };
  assert.is((await browser.post("/sign-in/passkey", lie)).status, 422);
  const again = await put(browser, "/sign-in");
  const signed = { question: again.id, answer: device.get(again.options), wanted: "" };
  assert.is((await browser.post("/sign-in/passkey", signed)).path, "/desk");
  plantCookies(t, browser);
}

export async function byGoogle(t: WatchedHub, seller: Visitor): Promise<void> {
  const { provider, canaries } = t;
  provider.claims["sub"] = "mina";
  provider.onResponse(({ body }) => {
    if (body === "") return;
    for (const name of ["id_token", "access_token", "refresh_token"])
      canaries.plant(`Google's ${name}`, String(body[name]));
  });
  const leave = async (page: Answer) => {
    const address = linkIn(page, /\/authorize\?/);
    const asked = new URL(address).searchParams;
    for (const name of ["state", "nonce"])
      canaries.plant(`Google's ${name}`, asked.get(name) ?? "", /^answer to POST \S+\/google$/);
    const back = new URL(await provider.agree(address));
    canaries.plant("Google's code", back.searchParams.get("code") ?? "");
    return `${back.pathname}${back.search}`;
  };
  const adding = await leave(await seller.post("/account/keys/google", { wanted: "" }));
  assert.match((await seller.get(adding)).path, /said=key-added/);
  const browser = new Visitor(t);
  const back = await leave(await browser.post("/sign-in/google", { wanted: "" }));
  plantCookies(t, browser);
  await new Visitor(t).get(back);
  assert.is((await browser.get(back)).path, "/desk");
  plantCookies(t, browser);
  await browser.get(back);
  await browser.get(back.replace("state=", "state=x"));
}

export async function byTelegram(t: WatchedHub, owner: Visitor): Promise<void> {
  const plant = (page: Answer) =>
    t.canaries.plant("code for the bot", codeOn(page), /^answer to (?:GET|POST) \/(?:account|sign-in)\/telegram/);
  const linking = await owner.post("/account/telegram", {});
  await t.write(mina, `/start ${plant(linking)}`);
  const browser = new Visitor(t);
  const asking = await askToEnter(browser);
  plantCookies(t, browser);
  await t.write({ id: 666 }, `/start ${plant(asking)}`);
  await t.write(mina, `/start ${codeOn(asking)}`);
  await t.press(mina, lastTo(t, mina), digitsOn(asking));
  assert.is((await browser.post("/sign-in/telegram/finish", {})).path, "/owner");
  plantCookies(t, browser);
  t.api.fail("sendMessage", { error_code: 500, description: "Internal" });
  await t.write(mina, `/start ${codeOn(asking)}`);
  t.shop.clock.advance(MINUTE_MS);
}
