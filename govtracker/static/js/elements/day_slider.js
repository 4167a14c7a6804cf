// <day-slider data-target data-first>: sliding chooses the day of its date field, and shows that day without leaving the page.

const DAY = 86_400_000;
const WORDS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

class DaySlider extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.field = this.form.elements.on;
    this.range = this.querySelector("input[type=range]");
    this.first = Date.parse(this.dataset.first);
    this.range.parentElement.hidden = false;
    this.say();
    this.range.addEventListener("input", () => {
      this.field.value = this.day().toISOString().slice(0, 10);
      this.say();
      this.later();
    });
    this.field.addEventListener("change", () => {
      if (!this.field.value || !this.field.validity.valid) return;
      this.range.value = Math.round((Date.parse(this.field.value) - this.first) / DAY);
      this.say();
      this.later();
    });
  }

  day() {
    return new Date(this.first + Number(this.range.value) * DAY);
  }

  say() {
    this.range.setAttribute("aria-valuetext", WORDS.format(this.day()));
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show().catch((error) => error.name === "AbortError" || this.form.submit()), 150);
  }

  async show() {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = `${this.form.action}?on=${this.field.value}`;
    const response = await fetch(address, { credentials: "same-origin", signal: this.asked.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const shown = page.getElementById(this.dataset.target);
    if (!response.ok || response.redirected || !shown) throw new Error(String(response.status));
    document.getElementById(this.dataset.target).replaceWith(document.adoptNode(shown));
    history.replaceState(null, "", address);
  }
}

customElements.define("day-slider", DaySlider);
