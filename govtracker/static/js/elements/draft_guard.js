// Forms marked data-guard: leaving the page with typed text in them asks first.

const touched = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-guard]")) touched.add(form);
});

document.addEventListener("submit", (event) => touched.delete(event.target));
document.addEventListener("reset", (event) => touched.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if ([...touched].some((form) => form.isConnected)) event.preventDefault();
});
