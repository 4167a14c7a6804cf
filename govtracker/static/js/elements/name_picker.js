// <name-picker data-from="/r/MER/issues/1/readers?audience=shared">a field of text</name-picker>: after an @ it offers
// the people who may read the text; that page names them. Typing the whole name does the same.

const MOST = 8;
const TYPED = /(?:^|[\s(])@([\p{L}\p{N}.'’-]*(?: [\p{L}'’-]*)?)$/u;

class NamePicker extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    if (!this.field || this.list) return;
    this.list = Object.assign(document.createElement("ul"), { className: "name-list", hidden: true, id: `${this.field.id}-names` });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "People who may read this");
    this.append(this.list);
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.offer());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.pick(option);
    });
  }

  get typed() {
    return TYPED.exec(this.field.value.slice(0, this.field.selectionStart))?.[1];
  }

  async people() {
    this.known ??= fetch(this.dataset.from, { credentials: "same-origin" })
      .then((response) => (response.ok ? response.text() : ""))
      .then((text) => [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("[data-handle]")].map((one) => ({ ...one.dataset })))
      .catch(() => []);
    return this.known;
  }

  async offer() {
    if (this.typed === undefined) return this.close();
    const people = await this.people();
    const wanted = this.typed?.toLowerCase();
    if (wanted === undefined) return this.close();
    const fits = people.filter(({ name, handle }) => `${name} ${handle}`.toLowerCase().split(/\s+/).some((_, at, words) => words.slice(at).join(" ").startsWith(wanted)));
    if (!fits.length || fits.some(({ handle }) => handle.toLowerCase() === wanted)) return this.close();
    this.list.replaceChildren(...fits.slice(0, MOST).map((person, at) => this.option(person, at)));
    this.list.hidden = false;
    this.mark(this.list.firstElementChild);
  }

  option({ name, handle, company }, at) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    option.dataset.handle = handle;
    option.append(name, Object.assign(document.createElement("span"), { className: "soft", textContent: ` ${handle === name ? company : handle}` }));
    return option;
  }

  mark(option) {
    for (const other of this.list.children) other.setAttribute("aria-selected", String(other === option));
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (this.list.hidden) return;
    const marked = this.list.querySelector("[aria-selected=true]");
    const next = { ArrowDown: marked.nextElementSibling ?? this.list.firstElementChild, ArrowUp: marked.previousElementSibling ?? this.list.lastElementChild }[event.key];
    if (next) this.mark(next);
    else if (event.key === "Enter" || event.key === "Tab") this.pick(marked);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  pick(option) {
    const end = this.field.selectionStart;
    this.field.setRangeText(`${option.dataset.handle} `, end - this.typed.length, end, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }
}

customElements.define("name-picker", NamePicker);
