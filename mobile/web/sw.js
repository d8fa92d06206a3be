// Keeps the app itself on the phone, so that it starts without a network. Documents and photos are
// the replica's; nothing of the office's answers is kept here.

const CACHE = "guichet-__VERSION__";
/** The addresses of the app's files, with the SHA-256 of what they hold. */
const FILES = { "__FILES__": "" };

async function isWhole(address, response) {
  const hash = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return FILES[address] === Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keeps a file as it came, if it is this version's; whether it is. */
async function keep(cache, address, response) {
  if (!response.ok || !(await isWhole(address, response.clone()))) return false;
  await cache.put(address, response);
  return true;
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(FILES).map(async (address) => {
    const kept = await keep(cache, address, await fetch(address))
      // The browser's own cache may hold a bad copy.
      || await keep(cache, address, await fetch(address, { cache: "reload" }));
    if (!kept) throw new Error(`${address} is of another version`);
  }));
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) =>
    Promise.all(names.filter((name) => name.startsWith("guichet-") && name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()).then(renewOtherTabs));
});

// A new version waits until the person says so: never in the middle of a report.
let asking;
self.addEventListener("message", (event) => {
  if (event.data !== "use") return;
  asking = event.source?.id;
  self.skipWaiting();
});

// No tab goes on with the version that is gone from here. The one that asked starts again by itself.
async function renewOtherTabs() {
  if (!asking) return;
  for (const tab of await self.clients.matchAll({ type: "window" })) {
    // Not waited for: it waits for this worker.
    if (tab.id !== asking && new URL(tab.url).pathname === "/") tab.navigate(tab.url).catch(() => {});
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = event.request.mode === "navigate" && url.pathname === "/";
  // The page asks for it past everything that is kept.
  if (!isPage && event.request.cache === "reload") return;
  const address = isPage ? "/" : url.pathname;
  if (isPage || address in FILES) event.respondWith(answer(address, event));
  // A file the browser has in memory is not asked for here.
  if (isPage) event.waitUntil(mend().catch(() => {}));
});

/** Fetches what is not kept any more, for the day there is no network. */
async function mend() {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const gone = Object.keys(FILES).filter((address) => !kept.has(address));
  await Promise.all(gone.map(async (address) => keep(cache, address, await fetch(address))));
}

/** What is kept; from the network what is not, or not any more. */
async function answer(address, event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address);
  // WebAssembly is compiled while it is read, and a damaged one does not start: the app then starts again.
  if (kept && (address.endsWith(".wasm") || await isWhole(address, kept.clone()))) return kept;
  const fetched = await fetch(event.request);
  // A full phone keeps nothing more, and starts all the same.
  event.waitUntil(keep(cache, address, fetched.clone()).catch(() => {}));
  if (fetched.status === 404) event.waitUntil(useOther(cache, event.clientId));
  return fetched;
}

/** The office has another version by now, and this one cannot be made whole: the page comes from there. */
async function useOther(cache, clientId) {
  if (!(await cache.delete("/"))) return;
  const client = await self.clients.get(clientId);
  client?.navigate(client.url).catch(() => {});
}
