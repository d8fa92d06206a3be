// Starts the app. In the page it shows the screens, in the dedicated worker it holds the replica:
// the same WebAssembly file does both and finds out by itself where it runs.
import init from "./guichet.js";

await init();
