/**
 * Looks again and again at a page that waits for something on another device, until its `[data-waiting]` part is in
 * another state. When that part holds a form to go on with, it is sent: nobody has to come back and press a button.
 */

import { OtherAnswer, pageAt } from "./page-at.ts";

const EVERY_MS = 2000;

function part(page: Document): HTMLElement | null {
  return page.querySelector<HTMLElement>("[data-waiting]");
}

async function lookAgain(): Promise<void> {
  const page = await pageAt(location.href);
  const [fresh, stale] = [part(page), part(document)];
  if (fresh === null || stale === null) return location.reload();
  if (fresh.dataset["state"] === stale.dataset["state"]) return waitOn();
  document.title = page.title;
  stale.replaceWith(document.adoptNode(fresh));
  const form = wayOn(fresh);
  if (form !== null) form.requestSubmit();
  else if (isOpen(fresh)) waitOn();
}

function wayOn(waiting: HTMLElement): HTMLFormElement | null {
  return waiting.querySelector<HTMLFormElement>("form[data-go-on]");
}

/** A next step may still be one of waiting: the chat is known, and its person has yet to press a number. */
function isOpen({ dataset }: HTMLElement): boolean {
  return dataset["state"] !== "used";
}

function waitOn(): void {
  setTimeout(() => {
    // What is over is told by the page itself; without a connection there will be one again.
    lookAgain().catch((error: unknown) => (error instanceof OtherAnswer ? location.reload() : waitOn()));
  }, EVERY_MS);
}

// Somebody who comes back to a page that went on already is not sent on again.
const first = part(document);
if (first !== null && wayOn(first) === null && isOpen(first)) waitOn();
