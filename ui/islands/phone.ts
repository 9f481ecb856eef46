/**
 * A screen's code stands in the link's fragment, which never leaves the browser. Here it is put into the form, which
 * is sent at once: that only shows whose account it is. Nobody is signed in before a person presses the button there.
 */

function takeCode(): void {
  const code = location.hash.slice(1);
  const form = document.querySelector<HTMLFormElement>("form[data-phone]");
  const box = form?.querySelector<HTMLInputElement>("input[name='code']");
  if (!form || !box || code === "") return;
  box.value = code;
  // The code must not stay in the address bar, the history or a screenshot.
  history.replaceState(null, "", location.pathname);
  form.requestSubmit();
}

takeCode();
// Opening a link on the page that it leads to loads nothing anew.
addEventListener("hashchange", takeCode);
