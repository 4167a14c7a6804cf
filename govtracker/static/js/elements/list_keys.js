// j and k walk the rows of lists marked data-list-keys; Enter opens the first link of the row.

const rows = () => [...document.querySelectorAll("[data-list-keys] tbody tr")].filter((row) => row.querySelector("a[href]"));

function choose(row) {
  document.querySelectorAll(".is-chosen").forEach((other) => other.classList.remove("is-chosen"));
  row.classList.add("is-chosen");
  row.querySelector("a[href]").focus();
  row.scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  if (event.key !== "j" && event.key !== "k") return;
  if (document.body.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog")) return;
  const all = rows();
  if (!all.length) return;
  const step = event.key === "j" ? 1 : -1;
  const now = all.findIndex((row) => row.classList.contains("is-chosen"));
  choose(all[now === -1 ? 0 : Math.min(Math.max(now + step, 0), all.length - 1)]);
  event.preventDefault();
}

document.addEventListener("keydown", pressed);
