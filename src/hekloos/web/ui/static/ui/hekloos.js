// What pages do beyond links and forms. Every page works without it.
"use strict";

// A form that is sent once more by a double click changes nothing, but looks as if it hangs: so once is enough.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post") {
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button[data-busy]")) {
      button.dataset.label = button.textContent;
      button.textContent = button.dataset.busy;
    }
  }
});

// Who comes back with the back button may send again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[data-label]")) button.textContent = button.dataset.label;
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) delete form.dataset.sent;
});

// What somebody wrote stays in this tab until it was saved, also when the session ended in between. What it belongs to,
// and who wrote it, stands on the form, so that nobody finds it elsewhere; whoever logs out leaves nothing.
const KEPT = "kept ", SENT = "sent";
const forget = (start) => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(start)) sessionStorage.removeItem(key);
};
const restore = () => {
  const sent = sessionStorage.getItem(SENT);
  if (sent && document.querySelector("#messages .success")) forget(sent);
  sessionStorage.removeItem(SENT);
  for (const form of document.querySelectorAll("form[data-keep]")) {
    for (const field of form.querySelectorAll("textarea")) {
      const key = `${KEPT}${form.dataset.keep} ${field.name}`;
      const kept = sessionStorage.getItem(key);
      if (kept && !field.value) {
        field.value = kept;
        const fold = field.closest("details");
        if (fold) fold.open = true; // nobody sends what they do not see
      }
      field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
    }
  }
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.keep) sessionStorage.setItem(SENT, `${KEPT}${form.dataset.keep} `);
  if (form.hasAttribute("data-leave")) sessionStorage.clear();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "judging") restore();
});
restore();

// A message that was there when the page came is not read aloud; one that comes into the page is.
const told = document.getElementById("messages");
if (told && told.children.length) {
  const said = [...told.children];
  told.replaceChildren();
  setTimeout(() => told.replaceChildren(...said), 150);
}

for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  navigator.clipboard.writeText(field.value).then(
    () => { button.textContent = button.dataset.done; },
    () => field.focus(), // the browser does not allow it: it is selected, so Ctrl-C will do
  );
});

// A lost connection: say so, and that nothing is lost by trying again.
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    const place = document.getElementById("messages");
    const told = document.createElement("p");
    told.className = "message error";
    told.textContent = document.body.dataset.offline || "Dat lukte niet. Kijk of u verbinding hebt, ververs de pagina en probeer het opnieuw.";
    place.replaceChildren(told);
  });
}
