// Judging by keyboard. The keys work while the focus is in the pair, and not in a field: that is where it lands.
"use strict";

document.addEventListener("keydown", (event) => {
  const here = document.getElementById("judging");
  if (!here || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const inPage = here.contains(event.target) || event.target === document.body || event.target.id === "main";
  if (!inPage || event.target.closest("input, textarea, select")) return;
  if (event.key === "?" || event.key === "c") {
    const fold = here.querySelector(event.key === "?" ? "[data-help]" : "[data-comment]");
    if (!fold) return;
    event.preventDefault();
    fold.open = true;
    fold.querySelector(event.key === "?" ? "summary" : "textarea").focus();
    return;
  }
  const target = here.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});

// After a verdict the next pair stands where the last one stood: the focus goes to its head, so that it is read aloud.
const toHead = () => {
  const head = document.querySelector("#judging [data-focus]");
  if (head) {
    head.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
};
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "judging") toHead();
});
if (document.querySelector("#judging")) toHead();
