// The keys of the review desk. What a key does is written on the page (data-key); without this script
// everything is done by links and buttons. It is loaded before the page, so that no key is lost.
(() => {
  const SWITCH = "guichet-desk-keys";
  const LAST_KEY = "guichet-desk-last-key";
  const AHEAD = "guichet-desk-ahead";
  // The key that approves counts only by itself: not for what was on the screen a moment ago, not held down,
  // not in the midst of typing.
  const AFTER_LOAD_MS = 350;
  const AFTER_KEY_MS = 600;
  const AFTER_NEWS_MS = 1500;
  const AHEAD_MS_MAX = 10_000;

  function get(name) { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } }
  function put(name, value) {
    try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* it holds for this page */ }
  }

  let wanted = null;
  let ready = false;
  let leaving = false;
  let ahead = [];
  let deafUntil = 0;
  let timer = null;

  const find = (css) => document.querySelector(css);
  const reason = () => find(".send-back textarea");
  const typing = (element) => element.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");

  // While the sign of the key is not shown (data-listening), it approves nothing.
  function deaf(ms) {
    deafUntil = Math.max(deafUntil, Date.now() + ms);
    if (!document.body) return;
    delete document.body.dataset.listening;
    clearTimeout(timer);
    timer = setTimeout(() => { document.body.dataset.listening = ""; }, deafUntil - Date.now());
  }

  function openReason() {
    reason().closest("details").open = true;
    reason().focus();
  }

  /* Somebody wrote why it goes back, and did not send it: it is not approved in passing. */
  function isUnsent() {
    if (!reason()?.value.trim()) return false;
    openReason();
    const told = find(".send-back .unsent");
    told.hidden = false;
    told.setAttribute("role", "alert");
    return true;
  }

  function approve() {
    const target = find("[data-key=a]");
    if (!target || !("listening" in document.body.dataset) || isUnsent()) return;
    // What must be confirmed first is said by the browser, and the keys go on.
    leaving = target.form.checkValidity();
    target.click();
  }

  function press(key) {
    if (key === "a") return approve();
    if (key === "p") return find("#report a.enlarge")?.click();
    if (key === "r") return reason() && openReason();
    if (key === "?") {
      const keys = find("[data-keys]");
      keys.open = true;
      keys.scrollIntoView({ block: "nearest" });
      return keys.querySelector("summary").focus();
    }
    const target = find(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return undefined;
    leaving = true;
    return target.click();
  }

  /* Keys that were pressed before the page was there: what follows an R is written into the reason. */
  function play(keys) {
    while (keys.length && !leaving) {
      const key = keys.shift();
      if (document.activeElement === reason()) {
        reason().setRangeText(key, reason().selectionStart, reason().selectionEnd, "end");
        reason().dispatchEvent(new Event("input", { bubbles: true }));
      } else if (key.toLowerCase() !== "a") {
        press(key.toLowerCase());
      }
    }
    if (keys.length) put(AHEAD, { at: Date.now(), keys });
  }

  document.addEventListener("keydown", (event) => {
    if (["Shift", "Control", "Alt", "Meta", "CapsLock"].includes(event.key)) return;
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
    const isCommand = !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1
      && !typing(event.target) && !find("dialog[open]") && (wanted?.checked ?? true);
    if (isCommand && (!ready || leaving)) {
      ahead.push(event.key);
      if (leaving) put(AHEAD, { at: Date.now(), keys: ahead });
    } else if (isCommand && (event.key === "?" || find(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`) || /^p$/i.test(event.key))) {
      event.preventDefault();
      press(event.key.toLowerCase());
    }
    put(LAST_KEY, Date.now());
    deaf(AFTER_KEY_MS);
  });

  document.addEventListener("input", ({ target }) => {
    if (target === reason() && !target.value.trim()) find(".send-back .unsent").hidden = true;
  });

  // A page that is gone back to as it was left.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    [leaving, ahead] = [false, []];
    deaf(AFTER_LOAD_MS);
  });

  document.addEventListener("DOMContentLoaded", () => {
    wanted = find("[data-keys-switch]");
    let kept = null;
    try { kept = localStorage.getItem(SWITCH); } catch { /* they are on */ }
    // The signs of the keys are shown only to who uses them.
    const show = () => document.body.toggleAttribute("data-keys-on", wanted.checked);
    wanted.checked = kept !== "off";
    wanted.addEventListener("change", () => {
      try { localStorage.setItem(SWITCH, wanted.checked ? "on" : "off"); } catch { /* it holds for this page */ }
      show();
    });
    show();
    find("[data-keys]").hidden = false;
    deaf(Math.max(AFTER_LOAD_MS, (get(LAST_KEY) ?? 0) + AFTER_KEY_MS - Date.now()));

    const report = document.getElementById("report");
    if (report) {
      new MutationObserver(() => deaf(AFTER_NEWS_MS)).observe(report, { childList: true });
      report.addEventListener("submit", (event) => {
        if (event.target.matches(".approve") && isUnsent()) event.preventDefault();
      });
      stays(report);
    }
    const pile = find(".pile");
    const current = pile?.querySelector("[aria-current]");
    // The report in hand is in view in its pile, where the pile scrolls by itself.
    if (current && pile.scrollHeight > pile.clientHeight) pile.scrollTop = current.offsetTop - pile.clientHeight / 3;

    ready = true;
    const before = get(AHEAD);
    put(AHEAD, null);
    const early = before && Date.now() - before.at < AHEAD_MS_MAX ? before.keys : [];
    if (wanted.checked) play([...early, ...ahead.splice(0)]);
  });

  /* The report in hand stays in hand, also when somebody else decides on it: the address names it. Where the
     pile and the report are not shown together, the address without one is the pile. */
  function stays(report) {
    const at = new URL(location.href);
    if (at.searchParams.has("order") || getComputedStyle(report).display === "none") return;
    const before = at.pathname + at.search;
    at.searchParams.set("order", report.dataset.order);
    history.replaceState(history.state, "", at);
    for (const page of document.querySelectorAll("input[name=page]")) {
      if (page.value === before) page.value = at.pathname + at.search;
    }
  }
})();
