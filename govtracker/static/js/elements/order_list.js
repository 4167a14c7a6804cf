// <order-list> inside a form: its "further forward" buttons move their row at once; without scripts they send the form.

class OrderList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=up]");
      const row = button?.closest("li");
      if (!row?.previousElementSibling) return;
      event.preventDefault();
      row.previousElementSibling.before(row);
      this.querySelectorAll("button[name=up]").forEach((one, place) => { one.disabled = place === 0; });
      (button.disabled ? row.querySelector("input") : button).focus();
    });
  }
}

customElements.define("order-list", OrderList);
