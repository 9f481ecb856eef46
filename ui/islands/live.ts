/**
 * Keeps `[data-live]` parts fresh: every server-sent event means "look again", and looking again is
 * fetching this very page and putting its part in the old one's place. There is one truth about how
 * a state looks, on the server.
 */

import { OtherAnswer, pageAt } from "./page-at.ts";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const JOY_MS = 400;

for (const part of document.querySelectorAll<HTMLElement>("[data-live][data-events]"))
  listen(part.id, part.dataset["events"] ?? "");
for (const part of document.querySelectorAll<HTMLElement>("[data-live][data-every]"))
  lookEvery(part.id, Number(part.dataset["every"]));

/** Where nobody sends events: while the page is in sight, and until nothing changes any more. */
function lookEvery(id: string, seconds: number): void {
  const refresh = serially(() => lookAgain(id).catch(leaveWhenSignedOut));
  const timer = setInterval(() => {
    if (isFinal(id)) clearInterval(timer);
    else if (document.visibilityState === "visible") refresh();
  }, seconds * 1000);
}

function listen(id: string, events: string): void {
  let waitMs = FIRST_WAIT_MS;
  let source: EventSource | undefined;
  const refresh = serially(async () => {
    await lookAgain(id).catch(leaveWhenSignedOut);
    if (isFinal(id)) source?.close();
  });
  const connect = (): void => {
    if (isFinal(id)) return;
    source = new EventSource(events);
    source.addEventListener("open", () => {
      waitMs = FIRST_WAIT_MS;
      // Something may have happened while nobody listened.
      refresh();
    });
    source.addEventListener("message", refresh);
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      setTimeout(connect, waitMs * (0.5 + spread()));
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    });
  };
  connect();
  // A phone that slept in the wallet's shadow has missed events.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !isFinal(id)) refresh();
  });
  document.addEventListener("countdown-over", refresh);
}

/** Whoever was signed out from elsewhere shall not go on looking at what was theirs to see. */
function leaveWhenSignedOut(error: unknown): void {
  if (error instanceof OtherAnswer && error.status === 401) location.reload();
}

/** 0 to 1. Every browser began at another instant, which keeps them from coming back all at once. */
function spread(): number {
  return (performance.now() % 100) / 100;
}

/** Runs one at a time; a wish during a run makes exactly one more run after it. */
function serially(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    do {
      isWanted = false;
      await work().catch(() => {});
    } while (isWanted);
    isRunning = false;
  };
  return () => {
    if (isRunning) isWanted = true;
    else void run();
  };
}

async function lookAgain(id: string): Promise<void> {
  const page = await pageAt(location.href);
  const fresh = page.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
  const stale = partOf(id);
  if (fresh === null || stale === null || saysTheSame(fresh, stale)) return;
  document.title = page.title;
  swap(stale, document.adoptNode(fresh));
}

function saysTheSame(fresh: HTMLElement, stale: HTMLElement): boolean {
  return fresh.dataset["state"] === stale.dataset["state"] && wordsOf(fresh) === wordsOf(stale);
}

/**
 * What stands there, without the clock, which runs by itself, and without what only those without scripts see,
 * which a browser reads as text here and as elements there. Neither is a reason to put a new code under the scanner.
 */
function wordsOf(part: HTMLElement): string | null {
  const copy = document.importNode(part, true);
  for (const other of copy.querySelectorAll("[data-countdown], noscript")) other.remove();
  return copy.textContent;
}

function swap(stale: HTMLElement, fresh: HTMLElement): void {
  const hasChanged = stale.dataset["state"] !== fresh.dataset["state"];
  // A person who is copying must not lose their place for a change of words.
  if (!hasChanged && stale.contains(document.activeElement)) return;
  stale.replaceWith(fresh);
  if (!hasChanged) return;
  announce(fresh);
  if (fresh.dataset["state"] === "paid") celebrate(fresh);
}

function announce(part: HTMLElement): void {
  const place = document.querySelector<HTMLElement>(`[data-live-says="${CSS.escape(part.id)}"]`);
  if (place !== null && part.dataset["says"] !== undefined) place.textContent = part.dataset["says"];
}

function celebrate(part: HTMLElement): void {
  part.dataset["justPaid"] = "";
  // Browsers refuse, loudly, on a page that nobody has touched: the wallet may be on another phone.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(60);
  scrollTo({ top: 0, behavior: "smooth" });
  setTimeout(() => delete part.dataset["justPaid"], JOY_MS);
}

function partOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
}

function isFinal(id: string): boolean {
  return partOf(id)?.dataset["final"] !== undefined;
}
