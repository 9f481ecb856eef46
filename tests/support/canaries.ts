/** One secret that was given out, and in which coats somebody might find it. */
type Canary = {
  name: string;
  forms: readonly (readonly [form: string, text: string])[];
  /** Where it may stand, such as the one page that shows it. */
  at: RegExp | undefined;
};

type Found = { name: string; form: string; where: string };

/** Shorter ones stand in any text by chance. */
const SHORTEST = 6;

/** Secrets that were given out during a test, and a look for them wherever they do not belong. */
export class Canaries {
  readonly #canaries: Canary[] = [];

  /** Remembers a secret, which may be found in places that `at` matches; answers with it. */
  plant(name: string, secret: string | undefined, at?: RegExp): string {
    if (secret === undefined || secret.length < SHORTEST) throw new Error(`${name} is no secret: ${secret}`);
    this.#canaries.push({ name, forms: formsOf(secret), at });
    return secret;
  }

  /** The names of all that were planted. */
  names(): ReadonlySet<string> {
    return new Set(this.#canaries.map(({ name }) => name));
  }

  /** Which of them are in this text, and how they are written there. */
  in(text: string, where: string): Found[] {
    const folded = text.toLowerCase();
    return this.#canaries.flatMap(({ name, forms, at }) => {
      if (at?.test(where) === true) return [];
      // In capitals or not, a code lets somebody in; elsewhere the case carries bits.
      const found = forms.find(([, form]) => text.includes(form) || folded.includes(form));
      return found === undefined ? [] : [{ name, form: found[0], where }];
    });
  }
}

/** A secret as text, in every way in which programs write bytes down. */
function formsOf(secret: string): Canary["forms"] {
  const text = Buffer.from(secret);
  const forms: [string, string][] = [
    ["as it is", secret],
    ["in small letters", secret.toLowerCase()],
    ["without its groups", secret.replaceAll(/[- ]/g, "")],
    ["without its groups, in small letters", secret.replaceAll(/[- ]/g, "").toLowerCase()],
    ["in an address", encodeURIComponent(secret)],
    ["in a form", new URLSearchParams([["", secret]]).toString().slice(1)],
    ["in JSON", JSON.stringify(secret).slice(1, -1)],
    ["in HTML", secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")],
    ...bytesAsText("", text),
    ...bytesInside(secret).flatMap((bytes) => bytesAsText("its bytes ", bytes)),
  ];
  return forms;
}

/** What hex or base64 stands for, as somebody might write it who has decoded it. */
function bytesInside(secret: string): Buffer[] {
  if (/^(?:[\da-f]{2}){16,}$/i.test(secret)) return [Buffer.from(secret, "hex")];
  return /^[\w-]{22,}$/.test(secret) ? [Buffer.from(secret, "base64url")] : [];
}

function bytesAsText(whose: string, bytes: Buffer): [string, string][] {
  const inBase64 = [0, 1, 2].map((before) => base64Within(bytes, before));
  return [
    [`${whose}in hex`, bytes.toString("hex")],
    ...inBase64.map((text): [string, string] => [`${whose}in base64`, text]),
    ...inBase64.map((text): [string, string] => [
      `${whose}in base64url`,
      text.replaceAll("+", "-").replaceAll("/", "_"),
    ]),
  ];
}

/** How bytes look in base64 with so many others in front of them: only what depends on nothing around. */
function base64Within(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const end = (before + bytes.length) % 3 === 0 ? text.length : text.length - 1;
  return text.slice(before === 0 ? 0 : before + 1, end);
}
