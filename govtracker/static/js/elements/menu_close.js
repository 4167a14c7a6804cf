// <menu-close><details>: Escape or a click elsewhere closes the menu, as people expect of one.

class MenuClose extends HTMLElement {
  connectedCallback() {
    const menu = this.querySelector("details");
    this.away = (event) => { if (!this.contains(event.target)) menu.open = false; };
    document.addEventListener("click", this.away);
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.away);
  }
}

customElements.define("menu-close", MenuClose);
