// j and k walk the rows of lists marked data-list-keys; Enter opens the first link of the row, x ticks its box,
// a acknowledges it where its row offers that.

const rows = () => [...document.querySelectorAll("[data-list-keys] tbody tr")].filter((row) => row.querySelector("a[href]"));
const chosen = () => document.querySelector("[data-list-keys] tbody tr.is-chosen");

function choose(row) {
  document.querySelectorAll(".is-chosen").forEach((other) => other.classList.remove("is-chosen"));
  row.classList.add("is-chosen");
  row.querySelector("a[href]").focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const now = all.indexOf(chosen());
  choose(all[now === -1 ? 0 : Math.min(Math.max(now + by, 0), all.length - 1)]);
  return true;
}

function press(selector) {
  const control = chosen()?.querySelector(selector);
  control?.click();
  return Boolean(control);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => press("input[type=checkbox][name=row]"),
  a: () => press("button[formaction$='/acknowledgement']"),
};

function pressed(event) {
  if (!Object.hasOwn(KEYS, event.key) || event.defaultPrevented) return;
  if (document.body.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog")) return;
  if (KEYS[event.key]()) event.preventDefault();
}

document.addEventListener("keydown", pressed);
