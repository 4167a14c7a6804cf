// A partial update that failed says so; the page itself stays as it was.

const SAID = {
  0: "The server could not be reached. What you see may be old; try again.",
  400: "That could not be done: the page is too old. Reload it and try again.",
  401: "You have been signed out. Reload the page to sign in again.",
  403: "Your seat or role does not allow this. Nothing was changed.",
  404: "This is no longer here, or not open to you.",
  409: "Someone changed this meanwhile. Reload the page to see it.",
  413: "That file is too large.",
  429: "Too many tries in a short time. Wait a minute.",
  500: "Something broke on our side. Nothing was saved; please try again.",
};

function say(status) {
  const box = document.querySelector(".request-notice") ?? document.body.appendChild(document.createElement("div"));
  box.className = "request-notice";
  box.setAttribute("role", "alert");
  const notice = Object.assign(document.createElement("div"), { className: "notice", textContent: SAID[status] ?? SAID[500] });
  notice.dataset.tone = "bad";
  box.replaceChildren(notice);
  setTimeout(() => notice.remove(), 12000);
}

document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail.ctx.response.status;
  if (status !== 422) say(status);
});
document.addEventListener("htmx:error", () => say(0));
