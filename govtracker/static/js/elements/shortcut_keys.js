// Keys: an element with data-shortcut="c" (or "g p" for two in a row) is clicked, a field is focused.
// Never while someone types, never with a modifier, and off where the person switched them off.

const WAIT = 1200; // milliseconds between the two keys of a sequence
let first = "";
let timer = 0;

const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
const scope = () => document.querySelector("dialog[open]") ?? document;
const seen = (selector) => [...scope().querySelectorAll(selector)].find((element) => element.checkVisibility());
const find = (keys) => seen(`[data-shortcut="${CSS.escape(keys)}"]`);

function use(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function words(element) {
  const text = element.dataset.shortcutLabel ?? element.getAttribute("aria-label") ?? element.firstChild?.textContent;
  return (text ?? "").trim();
}

function help() {
  const list = document.createElement("dl");
  list.className = "key-list";
  const shown = [...document.querySelectorAll("[data-shortcut]")].filter((element) => element.checkVisibility());
  const known = shown.map((e) => [e.dataset.shortcut.split(" "), words(e)]);
  if (document.querySelector("[data-list-keys]")) {
    known.push([["j"], "Next row"], [["k"], "Previous row"], [["Enter"], "Open the row"]);
  }
  if (document.querySelector("input[name=row]")) known.push([["x"], "Tick the row"]);
  if (document.querySelector("button[formaction$='/acknowledgement']")) known.push([["a"], "Acknowledge the row"]);
  known.push([["?"], "This list"]);
  for (const [keys, meaning] of known) {
    const name = document.createElement("dt");
    name.append(...keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: key, className: "always" })));
    list.append(name, Object.assign(document.createElement("dd"), { textContent: meaning }));
  }
  document.dispatchEvent(new CustomEvent("dialog:open", { detail: { title: "Keys on this page", content: list } }));
}

function pressed(event) {
  if (document.body.dataset.shortcuts === "off" || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) help();
    return;
  }
  const keys = first ? `${first} ${event.key}` : event.key;
  const element = find(keys);
  clearTimeout(timer);
  first = "";
  if (element) {
    event.preventDefault();
    use(element);
  } else if (event.key.length === 1 && seen(`[data-shortcut^="${CSS.escape(event.key)} "]`)) {
    first = event.key;
    timer = setTimeout(() => { first = ""; }, WAIT);
  }
}

document.addEventListener("keydown", pressed);
