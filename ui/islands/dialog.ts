/** Opens a dialog instead of following a link to the page that asks the same question. */

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element))
    return;
  const id = event.target.closest<HTMLElement>("a[data-dialog]")?.dataset["dialog"];
  const dialog = id === undefined ? null : document.querySelector<HTMLDialogElement>(`dialog#${CSS.escape(id)}`);
  if (dialog === null) return;
  event.preventDefault();
  dialog.showModal();
});

/** A press beside the dialog closes it, like everywhere else. */
document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement) closeWhenOutside(event.target, event);
});

function closeWhenOutside(dialog: HTMLDialogElement, press: MouseEvent): void {
  const box = dialog.getBoundingClientRect();
  const isInside =
    press.clientX >= box.left && press.clientX <= box.right && press.clientY >= box.top && press.clientY <= box.bottom;
  if (!isInside && press.detail > 0) dialog.close();
}
