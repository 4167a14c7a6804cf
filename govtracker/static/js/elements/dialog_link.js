// <dialog-link><a href="…/edit">, or a[data-dialog] in a table: the form of that page opens over this one; if it cannot
// be had, the link is followed.

async function show(link) {
  const response = await fetch(link.href, { credentials: "same-origin" });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = page.querySelector("#main form.form");
  if (!form) throw new Error("no form");
  const title = page.querySelector("#main h1")?.textContent.trim() ?? link.textContent;
  document.dispatchEvent(new CustomEvent("dialog:open", { detail: { title, content: document.adoptNode(form) } }));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("dialog-link a[href], a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link).catch(() => location.assign(link.href));
});
