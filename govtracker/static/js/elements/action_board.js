// <action-board>: a card drawn to another column makes the move its own button or link makes; what is refused is said.

class ActionBoard extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector(".board-said");
    for (const card of this.querySelectorAll(".board-card:has([data-to])")) card.draggable = true;
    this.addEventListener("dragstart", (event) => this.take(event));
    this.addEventListener("dragover", (event) => event.target.closest?.(".board-column") && event.preventDefault());
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.card?.classList.remove("is-taken"));
  }

  take(event) {
    this.card = event.target.closest?.(".board-card");
    this.card?.classList.add("is-taken");
    if (this.card) event.dataTransfer.setData("text/plain", this.card.dataset.key);
  }

  drop(event) {
    const column = event.target.closest(".board-column");
    if (!column || !this.card) return;
    event.preventDefault();
    if (column.contains(this.card)) return;
    const move = this.card.querySelector(`[data-to="${column.dataset.status}"]`);
    if (!move) this.say(`${this.card.dataset.key} cannot go to “${column.querySelector(".board-name").textContent}” from where it is.`);
    else if (move.matches("a")) location.assign(move.href);
    else this.send(move).catch(() => this.say("The server could not be reached. Nothing was moved; try again."));
  }

  async send(form) {
    const body = new URLSearchParams(new FormData(form));
    const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    if (response.ok) return location.reload();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    this.say(page.querySelector("h1 + p")?.textContent.trim() ?? "This move was refused. Nothing was changed.");
  }

  say(text) {
    this.said.textContent = text;
    this.said.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("action-board", ActionBoard);
