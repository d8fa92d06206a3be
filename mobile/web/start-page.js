// Starts the page, which shows the screens and starts the worker (start-worker.js) beside it.
import { startAgain, started } from "./again.js";

/** Those that there are phrases of; who reads none of them gets the first. */
const LANGUAGES = ["fr", "nl", "de", "en"];

/** The languages to begin with, by turns: chosen last, those that this browser's owner reads, and the others. */
function languages() {
  let chosen;
  try { chosen = localStorage.getItem("guichet-language"); } catch { /* nothing was kept */ }
  const tags = [chosen, ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  return [...new Set([...tags.filter((tag) => LANGUAGES.includes(tag)), ...LANGUAGES])];
}

/** The phrases of a language. */
async function fetchWords(tag) {
  const fetched = await fetch(new URL(`words/${tag}.ftl`, import.meta.url));
  if (!fetched.ok) throw new Error(`there are no phrases of ${tag}`);
  return fetched.text();
}

/** The language to begin with, and its phrases: a phone that lacks a file of them starts with another one. */
async function firstWords() {
  let why;
  for (const tag of languages()) {
    try {
      return [tag, await fetchWords(tag)];
    } catch (error) {
      console.warn(error);
      why = error;
    }
  }
  throw why;
}

// The worker may not start either: the page hears of it.
globalThis.guichet = { startAgain, started, fetchWords };

try {
  const [words, { default: init }] = await Promise.all([firstWords(), import("./page.js")]);
  globalThis.guichet.words = words;
  await init();
} catch (error) {
  console.error(error);
  if (!(await startAgain())) document.getElementById("not-started").hidden = false;
}
