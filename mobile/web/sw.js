// Keeps the app itself on the phone, so that it starts without a network. Documents and photos are
// the replica's; nothing of the office's answers is kept here.

const CACHE = "guichet-__VERSION__";
const FILES = ["__FILES__"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

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
  const address = isPage ? "/" : url.pathname;
  if (!isPage && !FILES.includes(address)) return;
  event.respondWith(
    caches.open(CACHE).then((cache) => cache.match(address)).then((kept) => kept ?? fetch(event.request)));
});
