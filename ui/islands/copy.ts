/** Copy buttons: the box's whole text goes to the clipboard, and the button says so for a moment. */

const SAYS_DONE_MS = 2000;

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  const button = target?.closest<HTMLElement>("[data-copy]");
  if (button) void copyFrom(button);
  const box = target?.closest<HTMLInputElement>("input[data-select-all]");
  if (box) box.select();
});

async function copyFrom(button: HTMLElement): Promise<void> {
  const box = document.querySelector<HTMLInputElement>(`#${CSS.escape(button.dataset["copy"] ?? "")}`);
  if (box === null) return;
  await write(box);
  button.dataset["done"] = "";
  announce();
  setTimeout(() => delete button.dataset["done"], SAYS_DONE_MS);
}

/** The clipboard API exists only on https and localhost; a shop on the LAN or Tor needs the old way. */
async function write(box: HTMLInputElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(box.value);
  } catch {
    box.select();
    document.execCommand("copy");
  }
}

function announce(): void {
  const place = document.querySelector<HTMLElement>("[data-copy-says]");
  if (place === null) return;
  place.textContent = "";
  requestAnimationFrame(() => {
    place.textContent = place.dataset["copySays"] ?? "";
  });
}
