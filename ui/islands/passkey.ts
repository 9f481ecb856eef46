/**
 * Passkeys: the browser's own dialogue answers a question that the hub puts, and the answer goes along in the form.
 */

import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

/** What the hub answers to `data-passkey`. */
interface Question {
  id: string;
  options: PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;
}

type Saying = "saysCancelled" | "saysKnown" | "saysFailed" | "saysUnsupported";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!browserSupportsWebAuthn()) say(form, "saysUnsupported");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void answer(form);
  });
}

async function answer(form: HTMLFormElement): Promise<void> {
  say(form, undefined);
  const question = await ask(form).catch(() => undefined);
  if (question === undefined) return say(form, "saysFailed");
  try {
    fill(form, "answer", JSON.stringify(await keyFor(question)));
  } catch (error) {
    return say(form, isKnown(error) ? "saysKnown" : "saysCancelled");
  }
  fill(form, "question", question.id);
  form.submit();
}

async function ask(form: HTMLFormElement): Promise<Question> {
  const wanted = new FormData(form).get("wanted");
  const body = new URLSearchParams({ wanted: typeof wanted === "string" ? wanted : "" });
  const response = await fetch(form.dataset["passkey"] ?? "", { method: "POST", body });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

function keyFor({ options }: Question) {
  return "user" in options
    ? startRegistration({ optionsJSON: options })
    : startAuthentication({ optionsJSON: options });
}

/** The authenticator holds one of the passkeys that were to be left out. */
function isKnown(error: unknown): boolean {
  return error instanceof Error && error.name === "InvalidStateError";
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  const box = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (box !== null) box.value = value;
}

function say(form: HTMLFormElement, saying: Saying | undefined): void {
  const place = form.querySelector<HTMLElement>("[data-passkey-says]");
  if (place !== null) place.textContent = saying === undefined ? "" : (form.dataset[saying] ?? "");
}
