// Starts the page, which shows the screens and starts the worker (start-worker.js) beside it.
import { startAgain, started } from "./again.js";

// The worker may not start either: the page hears of it.
globalThis.guichet = { startAgain, started };

try {
  const { default: init } = await import("./page.js");
  await init();
} catch (error) {
  console.error(error);
  if (!(await startAgain())) document.getElementById("not-started").hidden = false;
}
