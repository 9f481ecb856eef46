/**
 * Reads a token or a voucher from a code before the camera or from a card, puts it into the form's field and sends the
 * form. The buttons for it are seen only where the browser can do it.
 */

import { canReadCamera, readCamera } from "./scan-camera.ts";
import { canReadCard, readCard } from "./scan-card.ts";
import { TokenParts } from "./scan-parts.ts";

type Saying = "saysCamera" | "saysCard" | "saysParts" | "saysOther" | "saysDenied" | "saysFailed";

void reveal();

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-scan]") : null;
  if (button !== null) void scan(button);
});

/** At the root, which stays while parts of the page are put in place of others. */
async function reveal(): Promise<void> {
  const can = [(await canReadCamera()) && "camera", canReadCard() && "card"].filter((each) => each !== false);
  if (can.length > 0) document.documentElement.dataset["canScan"] = can.join(" ");
}

async function scan({ form, dataset }: HTMLButtonElement): Promise<void> {
  const box = form?.elements.namedItem(dataset["into"] ?? "");
  const dialog = document.querySelector<HTMLDialogElement>("dialog#scan");
  const video = dialog?.querySelector("video");
  if (!form || !dialog || !video || !isBox(box)) return;
  const isCamera = dataset["scan"] === "camera";
  const { signal } = open(dialog, isCamera);
  const done = (text: string): void => {
    if (signal.aborted || !form.isConnected) return;
    box.value = text;
    dialog.close();
    form.requestSubmit();
  };
  const take = taker(dialog, dataset["takes"] === "token", done);
  try {
    await (isCamera ? readCamera({ video, signal, take }) : readCard({ signal, take }));
  } catch (error) {
    if (!signal.aborted) say(dialog, isDenied(error) ? "saysDenied" : "saysFailed");
  }
}

/** Whatever closes it ends the reading: its button, Escape, or leaving the page. */
function open(dialog: HTMLDialogElement, isCamera: boolean): AbortController {
  const reading = new AbortController();
  const { signal } = reading;
  dialog.addEventListener("close", () => reading.abort(), { signal });
  addEventListener("pagehide", () => dialog.close(), { signal });
  dialog.dataset["way"] = isCamera ? "camera" : "card";
  say(dialog, isCamera ? "saysCamera" : "saysCard");
  dialog.showModal();
  return reading;
}

const TOKEN = /cashu[AB][\w+/=-]{20,}/;
/** As `app/domain/voucher-code.ts` writes it: alone, or at the end of its link. */
const VOUCHER = /(?:^|#)(?:[0-9a-z][\s-]*){28}$/i;

/** What becomes of a text that was read: it is what was looked for, a part of it, or something else. */
function taker(dialog: HTMLDialogElement, takesTokens: boolean, done: (text: string) => void): (text: string) => void {
  const parts = new TokenParts(done);
  return (text) => {
    if (takesTokens && TokenParts.isPart(text)) say(dialog, "saysParts", parts.add(text));
    else if (VOUCHER.test(text.trim()) || (takesTokens && TOKEN.test(text))) done(text.trim());
    else say(dialog, "saysOther");
  };
}

function say(dialog: HTMLDialogElement, saying: Saying, counts: Readonly<Record<string, number>> = {}): void {
  const place = dialog.querySelector<HTMLElement>("[role=status]");
  const words = (place?.dataset[saying] ?? "").replaceAll(/\{(\w+)\}/g, (_, name: string) => `${counts[name] ?? ""}`);
  if (place !== null && place.textContent !== words) place.textContent = words;
}

function isBox(found: unknown): found is HTMLInputElement | HTMLTextAreaElement {
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement;
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name === "NotAllowedError";
}
