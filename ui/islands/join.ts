/** A sign-in link carries its code in the fragment, which never leaves the browser: here it is put into the form's field. */

const code = location.hash.slice(1);
const box = document.querySelector<HTMLInputElement>("form[data-join] input[name='code']");

if (box !== null && code !== "") {
  box.value = code;
  // The code must not stay in the address bar, the history or a screenshot.
  history.replaceState(null, "", location.pathname);
}
