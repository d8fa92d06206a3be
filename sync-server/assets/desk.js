// The keys of the review desk. What a key does is written on the page (data-key); without this script
// everything is done by links and buttons.

const SWITCH = "guichet-desk-keys";
// A key that was held down, or pressed for what was on the screen a moment ago, decides nothing.
const DEAF_MS = 350;
const DEAF_AFTER_NEWS_MS = 1500;

const list = document.querySelector("[data-keys]");
const wanted = document.querySelector("[data-keys-switch]");
const kept = (() => { try { return localStorage.getItem(SWITCH); } catch { return null; } })();
wanted.checked = kept !== "off";
wanted.addEventListener("change", () => {
  try { localStorage.setItem(SWITCH, wanted.checked ? "on" : "off"); } catch { /* it holds for this page */ }
  show();
});
list.hidden = false;

// The signs of the keys are shown only to who uses them.
function show() { document.body.toggleAttribute("data-keys-on", wanted.checked); }
show();

let timer = null;
function deaf(ms) {
  delete document.body.dataset.listening;
  clearTimeout(timer);
  timer = setTimeout(() => { document.body.dataset.listening = ""; }, ms);
}
deaf(DEAF_MS);

const report = document.getElementById("report");
if (report) new MutationObserver(() => deaf(DEAF_AFTER_NEWS_MS)).observe(report, { childList: true });

const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(".send-back form");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (form && event.key === "Escape") {
    form.closest("details").open = false;
    form.closest("details").querySelector("summary").focus();
    return;
  }
  if (!wanted.checked || !("listening" in document.body.dataset)) return;
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const target = key === "p"
    ? report?.querySelector("a.enlarge")
    : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (key !== "p" && key !== "r") deaf(60_000);
  target.click();
  if (key === "r") target.closest("details").querySelector("textarea").focus();
  // What must be confirmed first is said by the browser, and the keys go on.
  if (key === "a" && !target.form.checkValidity()) deaf(DEAF_MS);
});

// The report in hand is in view in its pile, where the pile scrolls by itself.
const pile = document.querySelector(".pile");
const current = pile?.querySelector("[aria-current]");
if (current && pile.scrollHeight > pile.clientHeight) {
  pile.scrollTop = current.offsetTop - pile.clientHeight / 3;
}
