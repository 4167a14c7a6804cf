// <file-progress data-most="26214400" data-most-together="33554432">a field of files</file-progress>: says at once what is
// too large, and how far files have got. Its form is sent as it would be without it.

const WORTH_SHOWING = 512 * 1024;

function megabytes(size) {
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** Shows the page that answered, as if the browser had gone there by itself. */
function adopt(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  window.htmx?.process(document.body);
  if (request.status < 400) history.pushState(null, "", request.responseURL);
  const said = document.querySelector(".error-summary, .flashes, #conversation");
  said?.scrollIntoView({ block: "center" });
  said?.focus?.();
}

class FileProgress extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=file]");
    if (!this.field || this.box) return;
    this.box = Object.assign(document.createElement("div"), { className: "file-progress", hidden: true });
    this.bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    this.bar.setAttribute("aria-label", "Sending");
    this.said = document.createElement("p");
    this.said.className = "field-help";
    this.said.setAttribute("role", "status");
    this.box.append(this.bar, this.said);
    this.append(this.box);
    this.field.addEventListener("change", () => this.check());
    this.field.form.addEventListener("submit", (event) => this.send(event));
  }

  get size() {
    return [...this.field.files].reduce((sum, file) => sum + file.size, 0);
  }

  check() {
    const large = [...this.field.files].find((file) => file.size > Number(this.dataset.most));
    const all = this.size > Number(this.dataset.mostTogether) - 65536;
    let complaint = "";
    if (large) complaint = `“${large.name}” has ${megabytes(large.size)}; a file may have ${megabytes(this.dataset.most)}.`;
    else if (all) complaint = `Together they have ${megabytes(this.size)}; send them one after the other.`;
    this.field.setCustomValidity(complaint);
    this.field.setAttribute("aria-invalid", String(Boolean(complaint)));
    this.bar.hidden = true;
    this.box.hidden = !complaint;
    this.said.textContent = complaint;
    return !complaint;
  }

  send(event) {
    if (!this.check()) {
      event.preventDefault();
      this.field.focus();
      return;
    }
    if (event.defaultPrevented || this.size < WORTH_SHOWING) return;
    event.preventDefault();
    const form = this.field.form;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", ({ loaded, total }) => this.show((100 * loaded) / total));
    request.addEventListener("load", () => this.arrive(request));
    request.addEventListener("error", () => this.fail("The server could not be reached. Nothing was saved; try again."));
    request.send(new FormData(form, event.submitter));
    this.show(0);
  }

  show(percent) {
    this.box.hidden = this.bar.hidden = false;
    this.bar.value = percent;
    this.said.textContent = percent < 100 ? `Sending: ${Math.round(percent)} % of ${megabytes(this.size)}` : "Sent; it is being checked.";
  }

  arrive(request) {
    if (request.status === 413) return this.fail("That is too large. Nothing was saved.");
    if (request.status >= 400 && request.status !== 422) return this.fail("Something went wrong. Nothing was saved; try again.");
    if (request.status < 400) document.dispatchEvent(new Event("form:saved"));
    adopt(request);
    return undefined;
  }

  fail(words) {
    this.bar.hidden = true;
    this.said.textContent = words;
    this.field.form.removeAttribute("aria-busy");
    document.dispatchEvent(new Event("htmx:finally:request"));
  }
}

customElements.define("file-progress", FileProgress);
