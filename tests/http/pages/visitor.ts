import * as assert from "uvu/assert";
import { invite } from "../../../app/accounts/invite.ts";
import type { Invited } from "../../../app/accounts/invite.ts";
import type { TestHub } from "../hub.ts";

export type Answer = { status: number; path: string; html: string; headers: Headers };

/** A form as the page offers it: where it goes, and what it would send untouched. */
export type Form = { action: string; fields: [name: string, value: string][] };

/** What is asked: the hub itself, or whatever stands in front of it. */
export type Visited = Pick<TestHub, "hub"> & {
  app: { request: (address: string, init: RequestInit) => Response | Promise<Response> };
};

/** Somebody with a browser that keeps cookies, follows redirects, submits forms, and runs no script. */
export class Visitor {
  readonly #hub: Visited;
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;
  language = "en";

  /** `origin`: the address that was typed, when it is not the hub's own. */
  constructor(hub: Visited, language = "en", origin = "") {
    this.#hub = hub;
    this.#origin = origin;
    this.language = language;
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async get(path: string): Promise<Answer> {
    return this.#ask(path, {});
  }

  async post(
    path: string,
    fields: Iterable<readonly [string, string]> | Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const body = new URLSearchParams(
      Symbol.iterator in fields ? [...fields].map(([name, value]) => [name, value]) : fields,
    );
    return this.#ask(path, { method: "POST", body, headers: { Origin: this.#hub.hub.origin, ...headers } });
  }

  async upload(path: string, data: FormData): Promise<Answer> {
    return this.#ask(path, { method: "POST", body: data, headers: { Origin: this.#hub.hub.origin } });
  }

  /** Presses a button of the page's form that goes to `action`, after typing something into its fields. */
  async submit(page: Answer, action: string | RegExp, typed: Record<string, string> = {}): Promise<Answer> {
    const form = formIn(page.html, action);
    const names = new Set(Object.keys(typed));
    return this.post(form.action, [...form.fields.filter(([name]) => !names.has(name)), ...Object.entries(typed)]);
  }

  /** Comes in by a link, as the owner or a seller. */
  async signIn(guest: Invited, name = "Mina"): Promise<Answer> {
    const { token } = await invite(this.#hub.hub, guest);
    return this.submit(await this.get("/join"), "/join", { code: token, name });
  }

  async #ask(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    headers.set("Accept", "text/html");
    headers.set("Accept-Language", this.language);
    if (this.#cookies.size > 0)
      headers.set("Cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await this.#hub.app.request(`${this.#origin}${path}`, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    const location = response.headers.get("location");
    if (response.status === 303 && location !== null) {
      assert.match(location, /^\/(?![/\\])/, "a redirect leaves the hub");
      return this.get(location);
    }
    return { status: response.status, path, html: await response.text(), headers: response.headers };
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split("; ");
    const [name = "", value = ""] = pair.split("=", 2);
    if (attributes.includes("Max-Age=0")) this.#cookies.delete(name);
    else this.#cookies.set(name, decodeURIComponent(value));
  }
}

/** Finds a form by its address; radio buttons and boxes count when they are ticked, buttons never. */
export function formIn(html: string, action: string | RegExp): Form {
  for (const [, attributes = "", body = ""] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    const address = attribute(attributes, "action") ?? "";
    // The stylesheet hides it where no scripts run.
    if (attribute(attributes, "class") === "needs-script") continue;
    if (typeof action === "string" ? address === action : action.test(address))
      return { action: address, fields: fieldsIn(body) };
  }
  throw new Error(`the page has no form to ${String(action)}`);
}

const CONTROL = /<input\b([^>]*)>|<(textarea|select)\b([^>]*)>([\s\S]*?)<\/\2>/g;

function fieldsIn(body: string): [string, string][] {
  const fields: [string, string][] = [];
  for (const [, input, tag = "input", box = "", content = ""] of body.matchAll(CONTROL)) {
    const attributes = input ?? box;
    const name = attribute(attributes, "name");
    const type = attribute(attributes, "type") ?? "";
    const isChoice = type === "radio" || type === "checkbox";
    if (name === undefined || type === "file" || (isChoice && !/\bchecked\b/.test(attributes))) continue;
    const value = attribute(attributes, "value") ?? (isChoice ? "on" : "");
    fields.push([name, tag === "input" ? value : valueOf(tag, content)]);
  }
  return fields;
}

function valueOf(tag: string, content: string): string {
  if (tag === "textarea") return unescape(content.replace(/^\n/, ""));
  const chosen = /<option\b([^>]*\bselected\b[^>]*)>/.exec(content) ?? /<option\b([^>]*)>/.exec(content);
  return attribute(chosen?.[1] ?? "", "value") ?? "";
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : unescape(value);
}

function unescape(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

/** The words that are seen on a page, without its markup. */
export function wordsOf({ html }: Answer): string {
  const body = html
    .replace(/<head>[\s\S]*?<\/head>/, "")
    .replaceAll(/<svg[\s\S]*?<\/svg>|<span class="unseen">[^<]*<\/span>/g, " ");
  return unescape(body.replaceAll(/<[^>]+>/g, " "))
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The first address on the page that looks like this, or the value of a choice. */
export function linkIn(page: Answer, pattern: RegExp): string {
  const [found] = linksIn(page, pattern);
  if (found === undefined) throw new Error(`${page.path} has no link like ${String(pattern)}`);
  return found;
}

export function linksIn({ html }: Answer, pattern: RegExp): string[] {
  const addresses = [...html.matchAll(/(?:href|value|src)="([^"]*)"/g)].map(([, address = ""]) => unescape(address));
  return addresses.filter((address) => pattern.test(address));
}
