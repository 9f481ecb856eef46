/** Counts down from what the server said was left when the page was made; the visitor's clock is never asked. */

const started = new WeakMap<Element, number>();

function tick(): void {
  for (const countdown of document.querySelectorAll<HTMLElement>("[data-countdown]")) refine(countdown);
}

function refine(countdown: HTMLElement): void {
  const startedMs = started.get(countdown) ?? performance.now();
  started.set(countdown, startedMs);
  const leftMs = Math.max(0, Number(countdown.dataset["countdown"]) - (performance.now() - startedMs));
  const words = countdown.querySelector("time");
  const bar = countdown.querySelector("progress");
  if (words !== null) words.textContent = leftMs === 0 ? (countdown.dataset["over"] ?? "") : clock(leftMs);
  if (bar !== null) bar.value = leftMs;
  countdown.toggleAttribute("data-hurry", leftMs < Number(countdown.dataset["hurryBelow"]));
  if (leftMs === 0 && countdown.dataset["ended"] === undefined) end(countdown);
}

/** Told once, so that whoever keeps the page fresh looks again. */
function end(countdown: HTMLElement): void {
  countdown.dataset["ended"] = "";
  countdown.dispatchEvent(new CustomEvent("countdown-over", { bubbles: true }));
}

function clock(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? `${part}` : `${part}`.padStart(2, "0"))).join(":");
}

tick();
setInterval(tick, 1000);
