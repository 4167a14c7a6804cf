// A form that is on its way is not sent a second time by an impatient click. The server refuses doubles anyway.

const sending = new WeakSet();

function submitted(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  sending.add(form);
  form.setAttribute("aria-busy", "true");
}

// Coming back to the page (back button, failed connection) makes the form usable again.
function free() {
  document.querySelectorAll("form[aria-busy]").forEach((form) => {
    sending.delete(form);
    form.removeAttribute("aria-busy");
  });
}

document.addEventListener("submit", submitted);
window.addEventListener("pageshow", free);
document.addEventListener("visibilitychange", free);
document.addEventListener("htmx:finally:request", free);
