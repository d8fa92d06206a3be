// Keeps open pages fresh, and shows photos large. Every page works without it.

const main = document.getElementById("main");
const said = document.getElementById("said");

/* Printing, where a script can ask for it; everywhere else the browser's own menu does. */

for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

/* Live parts: when something changed, the page is fetched again and its live parts are put in place. */

let touched = false;
document.addEventListener("input", () => { touched = true; });

let pending = null;
function soon() {
  clearTimeout(pending);
  pending = setTimeout(refresh, 400);
}

/* What a part says: the ids of its forms are others each time. */
function saying(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input[name=once], input[name=page]").forEach((id) => id.remove());
  return copy.innerHTML;
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const newer = fresh.getElementById(part.id);
    if (!newer || saying(newer) === saying(part)) continue;
    // Never under somebody's hands; only that it is decided is said there.
    if (touched && part.querySelector("form")) {
      const told = newer.querySelector("[data-meanwhile]");
      if (told && !part.querySelector("[data-meanwhile]")) part.prepend(told);
      continue;
    }
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const open = [...part.querySelectorAll("details")].map((details) => details.open);
    part.replaceChildren(...newer.childNodes);
    part.querySelectorAll("details").forEach((details, at) => { details.open = open[at] ?? false; });
    if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
    if (part.dataset.said) said.textContent = part.dataset.said;
  }
}

/* A page listens while somebody looks at it. Without HTTP/2 a browser opens six connections to an office, and keeps
   that of a page which was left, or lies behind another: at the seventh it would wait for a minute. */

let events = null;

function listen() {
  if (events || document.visibilityState !== "visible") return false;
  events = new EventSource("/office/events");
  events.addEventListener("feed", soon);
  return true;
}

function listenNoMore() {
  events?.close();
  events = null;
}

/* What happened meanwhile was not heard. */
function listenAgain() {
  if (document.visibilityState !== "visible") listenNoMore();
  else if (listen()) soon();
}

if (document.querySelector("[data-live]")) {
  document.addEventListener("visibilitychange", listenAgain);
  addEventListener("pagehide", listenNoMore);
  addEventListener("pageshow", listenAgain);
  listen();
}

/* `/` goes to the search, wherever one is not typing. */

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const find = document.getElementById("find");
  if (!find) return;
  event.preventDefault();
  find.focus();
  find.select();
});

/* Photos: enlarged, before and after side by side, left and right, Escape. */

const dialog = document.createElement("dialog");
dialog.className = "enlarged";
const pictures = dialog.appendChild(document.createElement("div"));
pictures.className = "large";
const bar = dialog.appendChild(document.createElement("div"));
bar.className = "bar";
let shown = 0;

/** The photos of the page, those of a pair together. */
function groups() {
  const found = new Map();
  for (const link of document.querySelectorAll("a.enlarge")) {
    const together = link.closest(".pair") ?? link;
    found.set(together, [...(found.get(together) ?? []), link]);
  }
  return [...found.values()];
}

function button(key, sign, act) {
  const made = bar.appendChild(document.createElement("button"));
  made.type = "button";
  made.textContent = sign;
  made.setAttribute("aria-label", document.body.dataset[key]);
  made.addEventListener("click", act);
}
button("photoBefore", "←", () => show(shown - 1));
button("photoClose", "✕", () => dialog.close());
button("photoAfter", "→", () => show(shown + 1));

function figure(link) {
  const made = document.createElement("figure");
  const picture = made.appendChild(document.createElement("img"));
  picture.src = link.href;
  picture.alt = link.dataset.said ?? "";
  made.appendChild(document.createElement("figcaption")).textContent = picture.alt;
  return made;
}

function show(number) {
  const photos = groups();
  if (!photos.length) return;
  shown = (number + photos.length) % photos.length;
  pictures.replaceChildren(...photos[shown].map(figure));
  if (!dialog.open) dialog.showModal();
}

document.body.append(dialog);
main.addEventListener("click", (event) => {
  const link = event.target.closest("a.enlarge");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(groups().findIndex((group) => group.includes(link)));
});
dialog.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") show(shown - 1);
  if (event.key === "ArrowRight") show(shown + 1);
});

/* Long texts: counted while they are written, never cut. */

document.addEventListener("input", ({ target }) => {
  const most = Number(target.dataset?.charsMax);
  if (!most) return;
  const over = [...target.value].length - most;
  let told = target.parentElement.querySelector("output.field-note");
  if (over <= 0) return told?.remove();
  if (!told) {
    told = document.createElement("output");
    told.className = "field-note";
    target.after(told);
  }
  told.textContent = `${most + over} / ${most}`;
});
