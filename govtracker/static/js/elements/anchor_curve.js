// <anchor-curve data-from="/r/MER/criteria/examples">anchors, values to try and their picture</anchor-curve>: the server
// draws the curve anew while one types; what is wrong with an anchor is said at once beside its field.

const NAMES = ["name", "unit", "unit_label", "worst", "minimum", "target", "stretch", "high_target", "high_minimum", "high_worst", "try_1", "try_2", "try_3"];

class AnchorCurve extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    this.querySelector("[name=redraw]")?.setAttribute("hidden", "");
    this.form.addEventListener("input", (event) => NAMES.includes(event.target.name) && this.later());
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show().catch(() => {}), 200);
  }

  async show() {
    this.asked?.abort();
    this.asked = new AbortController();
    const typed = new URLSearchParams(NAMES.map((name) => [name, this.form.elements[name]?.value ?? ""]));
    const response = await fetch(`${this.dataset.from}?${typed}`, { credentials: "same-origin", signal: this.asked.signal });
    if (!response.ok || response.redirected) return;
    const drawn = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of drawn.querySelectorAll("[data-live]")) this.put(part);
    this.say(drawn.getElementById("curve")?.dataset ?? {});
  }

  put(part) {
    const there = document.getElementById(part.id);
    if (!there) return;
    const open = there.querySelector("details")?.open;
    there.replaceChildren(...part.childNodes);
    if (open && there.querySelector("details")) there.querySelector("details").open = true;
  }

  say({ wrong, sentence }) {
    this.said?.remove();
    if (this.field) {
      this.field.removeAttribute("aria-invalid");
      this.field.removeAttribute("aria-describedby");
    }
    this.field = wrong ? this.form.elements[wrong] : null;
    document.getElementById(`${wrong}-error`)?.remove();
    if (!this.field) return;
    this.said = Object.assign(document.createElement("p"), { className: "field-error", id: `${wrong}-now`, textContent: sentence });
    this.field.setAttribute("aria-invalid", "true");
    this.field.setAttribute("aria-describedby", this.said.id);
    this.field.after(this.said);
  }
}

customElements.define("anchor-curve", AnchorCurve);
