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

// A choice in a list that only looks different is sent at once.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(() => {
    button.textContent = button.dataset.done;
  });
});

// A lost connection: say so, and that nothing is lost by trying again.
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    const place = document.getElementById("messages");
    const told = document.createElement("p");
    told.className = "message error";
    told.textContent = document.body.dataset.offline || "Geen verbinding. Probeer het opnieuw.";
    place.replaceChildren(told);
  });
}
