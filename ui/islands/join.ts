/** A sign-in link carries its code in the fragment, which never leaves the browser: here it is put into the form's field. */

function takeCode(): void {
  const code = location.hash.slice(1);
  const box = document.querySelector<HTMLInputElement>("form[data-join] input[name='code']");
  if (box === null || code === "") return;
  box.value = code;
  // The code must not stay in the address bar, the history or a screenshot.
  history.replaceState(null, "", location.pathname);
}

takeCode();
// Opening a link on the page that it leads to loads nothing anew.
addEventListener("hashchange", takeCode);
