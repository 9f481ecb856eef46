/** − and + beside a quantity; the number field alone does the same. */

document.addEventListener("click", (event) => {
  const button =
    event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-stepper] [data-step]") : null;
  const box = button?.parentElement?.querySelector("input");
  if (!button || !box) return;
  box.value = String(within(box, Number(box.value) + Number(button.dataset["step"])));
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("input", (event) => {
  const stepper = event.target instanceof HTMLInputElement ? event.target.closest<HTMLElement>("[data-stepper]") : null;
  const box = stepper?.querySelector("input");
  if (!stepper || !box) return;
  for (const button of stepper.querySelectorAll<HTMLButtonElement>("[data-step]")) {
    const next = Number(box.value) + Number(button.dataset["step"]);
    button.disabled = within(box, next) !== next;
  }
});

function within(box: HTMLInputElement, wanted: number): number {
  return Math.min(Number(box.max || Infinity), Math.max(Number(box.min || -Infinity), Math.round(wanted) || 0));
}
