// Judging by keyboard. The keys work while the focus is in the pair, and not in a field: that is where it lands.
"use strict";

const CALM = 500; // milliseconds in which a second press is a double one, and not a verdict on the pair that just came
let came = 0;

// Whoever speaks to their computer, or shakes, may do without: what they chose stays in this browser, by person.
const box = () => document.querySelector("#judging [data-keys]");
const areOff = () => Boolean(box() && localStorage.getItem(`keys off ${box().dataset.keys}`));
const showKeys = () => {
  if (!box()) return;
  box().checked = !areOff();
  box().closest("p").hidden = false; // without scripts there are no keys to do without
  document.getElementById("judging").classList.toggle("no-keys", areOff());
};
document.addEventListener("change", (event) => {
  if (event.target !== box()) return;
  const name = `keys off ${box().dataset.keys}`;
  if (box().checked) localStorage.removeItem(name);
  else localStorage.setItem(name, "yes");
  showKeys();
});

document.addEventListener("keydown", (event) => {
  const here = document.getElementById("judging");
  if (!here || !here.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") here.querySelector("[data-focus]").focus(); // what was written stays
    return;
  }
  if (areOff()) return;
  if (event.key === "?" || event.key === "c") {
    const fold = here.querySelector(event.key === "?" ? "[data-help]" : "[data-comment]");
    if (!fold) return;
    event.preventDefault();
    fold.open = event.key === "c" || !fold.open;
    if (!fold.open) return;
    fold.scrollIntoView({ block: "nearest" });
    fold.querySelector(event.key === "?" ? "summary" : "textarea").focus();
    return;
  }
  const target = here.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});

document.addEventListener("click", (event) => {
  if (event.target.closest(".verdicts button") && performance.now() - came < CALM) event.preventDefault();
});

// After a verdict the next pair stands where the last one stood: the focus goes to its head, so that it is read aloud.
const toHead = () => {
  came = performance.now();
  showKeys();
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
