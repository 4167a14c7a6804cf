// Lists whose rows have boxes: one more box ticks all rows of a table, and the buttons say how many are ticked.

const boxes = (table) => [...table.querySelectorAll("tbody input[type=checkbox][name=row]")];

function prepare(table) {
  const first = table.querySelector("thead th");
  const all = Object.assign(document.createElement("input"), { type: "checkbox", className: "pick-all" });
  all.setAttribute("aria-label", "Choose all rows of this page");
  all.addEventListener("change", () => {
    boxes(table).forEach((box) => { box.checked = all.checked; });
    tell(table, all);
  });
  table.addEventListener("change", () => tell(table, all));
  first.prepend(all);
  tell(table, all);
}

function tell(table, all) {
  const every = boxes(table);
  const ticked = every.filter((box) => box.checked).length;
  all.checked = ticked === every.length;
  all.indeterminate = ticked > 0 && ticked < every.length;
  const button = every[0].form?.querySelector("button[data-picks]");
  if (button) button.textContent = ticked ? `Change the ${ticked} ticked…` : "Change the ticked…";
}

// A page the browser went back to keeps its ticks.
window.addEventListener("pageshow", () => {
  for (const table of document.querySelectorAll(".data-table")) {
    if (!boxes(table).length) continue;
    const all = table.querySelector(".pick-all");
    if (all) tell(table, all);
    else prepare(table);
  }
});
