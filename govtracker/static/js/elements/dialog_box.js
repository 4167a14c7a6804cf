// <dialog-box data-title><details>…</details></dialog-box>: what would unfold in place opens as a native dialog.
// Others ask for one with the event dialog:open {title, content}; files do not import one another, their names are hashed.

/** Shows content (a node) in a new modal dialog; it is removed, and `closed` called, when it closes. */
function openDialog(title, content, closed = () => {}) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", title);
  const head = Object.assign(document.createElement("div"), { className: "dialog-head" });
  const close = Object.assign(document.createElement("button"), { className: "dialog-close", type: "button", textContent: "×" });
  close.setAttribute("aria-label", "Close");
  close.dataset.close = "";
  const body = Object.assign(document.createElement("div"), { className: "dialog-body" });
  head.append(Object.assign(document.createElement("h2"), { textContent: title }), close);
  body.append(content);
  dialog.append(head, body);
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog && !event.target.closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    closed();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  body.querySelector("[aria-invalid=true], input:not([type=hidden]), select, textarea")?.focus();
}

document.addEventListener("dialog:open", (event) => {
  openDialog(event.detail.title, event.detail.content);
  window.htmx?.process(event.detail.content);
});

class DialogBox extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.summary = this.querySelector("summary");
    this.summary.setAttribute("aria-haspopup", "dialog");
    this.summary.addEventListener("click", (event) => {
      event.preventDefault();
      this.open();
    });
    if (this.querySelector("[aria-invalid=true], .error-summary") || location.hash === `#${this.details.id}`) this.open();
  }

  open() {
    const body = this.details.querySelector(".fold-body");
    if (!body) return; // open already
    openDialog(this.dataset.title, body, () => this.details.append(body));
  }
}

customElements.define("dialog-box", DialogBox);
