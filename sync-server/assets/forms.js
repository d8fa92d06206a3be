// What somebody types in a form is not lost, and what they sent is not sent twice: a page that answers a form
// has an address of its own, a form that is gone back to has its words and its id again, and what is typed
// outlives a change of language. It is kept in this window only. Every page works without it.
(() => {
  const LANGUAGE = "guichet-language";
  const UNSENT = "guichet-unsent";

  function get(name) { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } }
  function put(name, value) {
    try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* it holds for this page */ }
  }
  function drop(name) { try { sessionStorage.removeItem(name); } catch { /* there is nothing */ } }

  const forms = () => [...document.querySelectorAll("main form")];
  const who = () => document.querySelector("input[name=once]")?.value.split(".")[0] ?? "";
  const note = (word) => history.replaceState({ ...history.state, [word]: true }, "");

  /* The address of the page, without what was just done. */
  function here() {
    const at = new URL(location.href);
    ["done", "decided", "trouble"].forEach((word) => at.searchParams.delete(word));
    return at.pathname + at.search;
  }

  function key(form) {
    const action = form.getAttribute("action");
    const same = forms().filter((other) => other.getAttribute("action") === action);
    return `guichet-form ${who()} ${here()} ${action} ${same.indexOf(form)}`;
  }

  const draftKey = (form) => `guichet-draft ${who()} ${form.getAttribute("action")}`;

  /* The fields that are kept: never a password, and of what nobody sees only what others were shown with. */
  function fields(form) {
    const left = ["password", "file", "submit", "button"];
    return [...form.elements].filter(({ name, type }) =>
      name && !left.includes(type) && (type !== "hidden" || name.startsWith("was.")));
  }

  const isTick = ({ type }) => type === "checkbox" || type === "radio";

  function isDirty(form) {
    return fields(form).some((field) => {
      if (isTick(field)) return field.checked !== field.defaultChecked;
      if (!field.options) return field.value !== field.defaultValue;
      const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
      return first !== undefined && field.value !== first.value;
    });
  }

  function words(form) {
    const kept = fields(form).map((field) => [field.name, isTick(field) ? field.checked : field.value, field.value]);
    return { once: form.elements.once?.value, kept };
  }

  function write(form, written) {
    if (!written) return;
    if (written.once && form.elements.once) form.elements.once.value = written.once;
    const left = fields(form);
    for (const [name, value, option] of written.kept) {
      const at = left.findIndex((field) => field.name === name && (!isTick(field) || field.value === option));
      if (at < 0) continue;
      const [field] = left.splice(at, 1);
      if ((isTick(field) ? field.checked : field.value) === value) continue;
      if (field.options && ![...field.options].some((option) => option.value === value)) continue;
      if (isTick(field)) field.checked = value; else field.value = value;
      for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /* A page that answers a form: going back to it and loading it again ask nothing. */
  const answered = document.body.dataset.page;
  const again = forms().find((form) => form.previousElementSibling?.id === "form-again");
  if (answered) {
    history.replaceState(null, "", answered);
    if (again) { put(key(again), words(again)); note("kept"); }
  }

  const turned = get(LANGUAGE) === here();
  drop(LANGUAGE);
  const { kept, sent } = history.state ?? {};
  if (!answered && (turned || kept || sent)) forms().forEach((form) => write(form, get(key(form))));

  /* Begun and not sent: there again wherever the form is. */
  const decided = new URL(location.href).searchParams.get("decided");
  for (const form of document.querySelectorAll("form[data-draft]")) write(form, get(draftKey(form)));
  if (decided) drop(`guichet-draft ${who()} /office/work-orders/${decided}/send-back`);
  document.addEventListener("input", ({ target }) => {
    const form = target.form;
    if (form?.dataset.draft !== undefined) put(draftKey(form), { kept: words(form).kept });
  });

  document.addEventListener("submit", ({ target, defaultPrevented }) => {
    if (defaultPrevented) return;
    const action = target.getAttribute("action");
    if (action === "/office/sign-out") {
      try { sessionStorage.clear(); } catch { /* there is nothing */ }
    } else if (action === "/office/language") {
      forms().filter((form) => answered || isDirty(form)).forEach((form) => put(key(form), words(form)));
      put(LANGUAGE, target.elements.page?.value ?? here());
    } else if (target.dataset.creates !== undefined) {
      put(key(target), words(target));
      note("sent");
    }
  });

  /* What was sent when the session was over goes through the sign-in form, also when that is loaded again. */
  const door = document.querySelector("form[action='/office/sign-in']");
  const unsent = door?.elements.kept;
  if (!door) {
    drop(UNSENT);
  } else if (unsent) {
    put(UNSENT, unsent.value);
  } else if (location.search.includes("unsent=yes") && get(UNSENT)) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "kept" });
    hidden.value = get(UNSENT);
    door.append(hidden);
  }

  /* Whoever reads by ear or works by keys begins where something is to be mended. */
  if (answered && !document.querySelector("main [autofocus]")) {
    const wrong = again?.querySelector(".field-note")?.parentElement.querySelector("input:not([type=hidden]), textarea, select");
    const told = wrong ?? document.querySelector("main .notice.bad");
    if (told && !wrong) told.tabIndex = -1;
    told?.focus();
  }
})();
