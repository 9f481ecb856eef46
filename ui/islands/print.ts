/** Print buttons open the browser's own dialogue. */

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest("[data-print] button")) print();
});
