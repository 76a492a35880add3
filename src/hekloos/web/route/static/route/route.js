// Dragging a unit of the route map to another period. It presses the same form that the arrows press.
(() => {
  const form = document.getElementById("moves");
  if (!form) return;
  let dragged = null;
  const clear = () => form.querySelectorAll(".aim").forEach((cell) => cell.classList.remove("aim"));
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-unit][draggable=true]");
    if (!dragged) return;
    event.dataTransfer.setData("text/plain", dragged.dataset.unit);
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("dragged");
  });
  form.addEventListener("dragend", () => { dragged?.classList.remove("dragged"); dragged = null; clear(); });
  form.addEventListener("dragover", (event) => {
    const cell = event.target.closest("td[data-slot]");
    if (!dragged || !cell) return;
    event.preventDefault();
    clear();
    cell.classList.add("aim");
  });
  form.addEventListener("drop", (event) => {
    const cell = event.target.closest("td[data-slot]");
    if (!dragged || !cell) return;
    event.preventDefault();
    const choice = document.createElement("input");
    choice.type = "hidden";
    choice.name = "move";
    choice.value = `${dragged.dataset.unit}:=${cell.dataset.slot}`;
    form.append(choice);
    form.requestSubmit();
  });
})();
