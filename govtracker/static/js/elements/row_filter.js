// <row-filter>a filter bar and a table</row-filter>: rows are narrowed while one types, so that what is ticked stays ticked.

class RowFilter extends HTMLElement {
  connectedCallback() {
    this.bar = this.querySelector("form[role=search]");
    this.rows = [...this.querySelectorAll("tbody tr")];
    if (!this.bar || !this.rows.length || new URLSearchParams(location.search).size) return;
    this.said = this.querySelector("[data-count]");
    this.bar.addEventListener("input", () => this.narrow());
    this.bar.addEventListener("submit", (event) => {
      event.preventDefault();
      this.narrow();
    });
    this.addEventListener("change", () => this.say());
    this.say();
  }

  narrow() {
    const words = this.bar.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const pillar = this.bar.elements.pillar.value;
    for (const row of this.rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = (pillar && row.dataset.pillar !== pillar) || !words.every((word) => text.includes(word));
    }
    this.say();
  }

  say() {
    const shown = this.rows.filter((row) => !row.hidden).length;
    const ticked = this.querySelectorAll("tbody input:checked").length;
    if (this.said) this.said.textContent = `${ticked} ticked, ${shown} of ${this.rows.length} shown`;
  }
}

customElements.define("row-filter", RowFilter);
