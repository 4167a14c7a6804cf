// <kept-draft data-key="7 /r/MER/issues/1">a field of text</kept-draft>: what is typed and not yet saved stays in this
// browser for that person, record and chosen audience, until it is saved, discarded, or they sign out.

const PREFIX = "draft ";
const SENT = "draft-sent";
const LASTS = 30 * 24 * 60 * 60 * 1000;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

function write(key, text) {
  try {
    if (text.trim()) localStorage.setItem(PREFIX + key, JSON.stringify({ text, at: Date.now() }));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // a full or forbidden store: the text is still in its field
  }
}

/** Takes away the drafts whose key and entry `which` is true for. */
function drop(which) {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
    const key = name.slice(PREFIX.length);
    if (which(key, read(key))) localStorage.removeItem(name);
  }
}

/** What was sent has been saved. */
function saved() {
  localStorage.removeItem(PREFIX + sessionStorage.getItem(SENT));
  sessionStorage.removeItem(SENT);
}

/** What was sent is dropped once a page comes back that neither failed nor complains. */
function settle() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const arrived = performance.getEntriesByType("navigation")[0];
  const failed = document.querySelector(".error-summary, .plain-page") || arrived?.responseStatus >= 400;
  if (key && arrived?.type === "navigate" && !failed) localStorage.removeItem(PREFIX + key);
}

class KeptDraft extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea");
    if (!this.field || this.note) return;
    const person = this.dataset.key.split(" ")[0];
    drop((key, entry) => key.split(" ")[0] !== person || !entry || Date.now() - entry.at > LASTS);
    this.note = Object.assign(document.createElement("p"), { className: "draft-note", hidden: true });
    this.note.setAttribute("role", "status");
    this.append(this.note);
    const { form } = this.field;
    this.field.addEventListener("input", () => write(this.key, this.field.value));
    form.addEventListener("submit", () => sessionStorage.setItem(SENT, this.key));
    form.addEventListener("change", (event) => event.target.name === "audience" && this.offer());
    this.offer();
  }

  get key() {
    const chosen = new FormData(this.field.form).get("audience") ?? "";
    return `${this.dataset.key} ${this.field.name} ${chosen}`;
  }

  offer() {
    const entry = read(this.key);
    const differs = entry && entry.text !== this.field.value;
    this.note.hidden = !differs;
    if (!differs) return;
    const at = new Date(entry.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const empty = !this.field.value.trim();
    this.note.textContent = empty ? `Kept from ${at}, not saved yet. ` : `You typed something else here on ${at} and did not save it. `;
    if (empty) this.put(entry.text);
    else this.button("Put it back", () => this.put(entry.text));
    this.button("Discard", () => {
      localStorage.removeItem(PREFIX + this.key);
      if (empty) this.put("");
    });
  }

  put(text) {
    this.field.value = text;
    const box = this.closest("details");
    if (text && box && !document.querySelector(`details[name="${box.getAttribute("name")}"][open]`)) box.open = true;
  }

  button(label, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-small", textContent: label });
    button.addEventListener("click", () => {
      act();
      this.note.hidden = true;
      this.field.focus();
    });
    this.note.append(button, " ");
  }
}

settle();
document.addEventListener("form:saved", saved);
document.addEventListener("submit", (event) => {
  if (new URL(event.target.action, location).pathname === "/sign-out") drop(() => true);
});
customElements.define("kept-draft", KeptDraft);
