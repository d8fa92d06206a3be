// Starts the dedicated worker, which holds the replica.
import init from "./worker.js";

// The page hears of what falls over here only when it is thrown outside of any promise.
const tellPage = (error) => setTimeout(() => { throw error; });
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) tellPage(event.reason);
});

try {
  await init();
} catch (error) {
  tellPage(error);
}
