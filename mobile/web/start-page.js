// Starts the page, which shows the screens and starts the worker (start-worker.js) beside it.
import { startAgain, started } from "./again.js";

/** Those that there are phrases of; who reads none of them gets the first. */
const LANGUAGES = ["fr", "nl", "de", "en"];

/** The language to begin with: chosen last, or the first that this browser's owner reads. */
function language() {
  let chosen;
  try { chosen = localStorage.getItem("guichet-language"); } catch { /* nothing was kept */ }
  const tags = [chosen, ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  return tags.find((tag) => LANGUAGES.includes(tag)) ?? LANGUAGES[0];
}

/** The phrases of a language. */
async function fetchWords(tag) {
  const fetched = await fetch(new URL(`words/${tag}.ftl`, import.meta.url));
  if (!fetched.ok) throw new Error(`there are no phrases of ${tag}`);
  return fetched.text();
}

// The worker may not start either: the page hears of it.
globalThis.guichet = { startAgain, started, fetchWords };

try {
  const tag = language();
  const [words, { default: init }] = await Promise.all([fetchWords(tag), import("./page.js")]);
  globalThis.guichet.words = [tag, words];
  await init();
} catch (error) {
  console.error(error);
  if (!(await startAgain())) document.getElementById("not-started").hidden = false;
}
