// Starts the app. In the page it shows the screens, in the dedicated worker it holds the replica:
// the same WebAssembly file does both and finds out by itself where it runs.
import init from "./guichet.js";

// The page hears of what falls over in the worker only when it is thrown outside of any promise.
const tellPage = (error) => setTimeout(() => { throw error; });
if (!globalThis.document) {
  addEventListener("unhandledrejection", (event) => {
    if (event.reason instanceof WebAssembly.RuntimeError) tellPage(event.reason);
  });
}

try {
  await init();
} catch (error) {
  if (!globalThis.document) {
    tellPage(error);
  } else {
    document.getElementById("not-started").hidden = false;
    console.error(error);
  }
}
