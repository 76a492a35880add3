// Ties the buttons of our pages to allauth's functions for security keys, and says in Dutch when it does not work.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const forms = window.allauth.webauthn.forms;
  for (const button of document.querySelectorAll("button[data-security-key]")) {
    const ids = { credential: button.dataset.credential, data: "js_data" };
    if (button.dataset.securityKey === "add") forms.addForm({ ids: { ...ids, add: button.id } });
    else forms.authenticateForm({ ids: { ...ids, authenticate: button.id } });
    button.hidden = false;
  }
  for (const told of document.querySelectorAll("[data-without-script]")) told.hidden = true;
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.createElement("p");
  told.className = "message error";
  told.textContent = document.querySelector("button[data-security-key]").dataset.failed;
  document.getElementById("messages").replaceChildren(told);
});
