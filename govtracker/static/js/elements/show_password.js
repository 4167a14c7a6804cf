// <show-password>: a button beside a password field that shows what was typed, and hides it again.

class ShowPassword extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    const input = this.querySelector("input");
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-controls", input.id);
    button.className = "btn btn-quiet btn-small";
    const say = () => {
      const shown = input.type === "text";
      button.textContent = shown ? "Hide" : "Show";
      button.setAttribute("aria-label", `${button.textContent} what is typed`);
    };
    button.addEventListener("click", () => {
      input.type = input.type === "text" ? "password" : "text";
      say();
      input.focus();
    });
    input.form?.addEventListener("submit", () => { input.type = "password"; });
    say();
    input.after(button);
  }
}

customElements.define("show-password", ShowPassword);
