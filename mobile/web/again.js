// An app that does not start is perhaps only damaged on this phone: half of what was kept of it is gone, or of
// another version. It is fetched again, and then starts again; nothing is given up before its like has come.

const TRIED = "guichet-started-again";
/** How long a phone is kept waiting for a line that is up and carries nothing, in milliseconds. */
const ANSWER_MS_MAX = 10_000;
const FILE_MS_MAX = 60_000;

/** Fetches past everything that is kept: the service worker does not answer this. */
const fetchAnew = (address, ms) => fetch(address, { cache: "reload", signal: AbortSignal.timeout(ms) });

/** Fetches all of the app anew and loads it; false when that was tried already, or there is no network. */
export async function startAgain() {
  try {
    if (sessionStorage.getItem(TRIED)) return false;
    // Without a network, what is here is all there is.
    if (!(await fetchAnew("/sw.js", ANSWER_MS_MAX)).ok) return false;
    sessionStorage.setItem(TRIED, "yes");
    const names = (await caches.keys()).filter((name) => name.startsWith("guichet-"));
    await Promise.all(names.map(fetchKept));
    // What is in the browser's own cache alone.
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
    const files = loaded.filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/app/"));
    await Promise.all(files.map(({ pathname }) => fetchAnew(pathname, FILE_MS_MAX)));
    location.reload();
    return true;
  } catch (error) {
    console.warn(error);
    return false;
  }
}

/** Puts what the office has in the place of what is kept; what it has no more is of another version, and goes. */
async function fetchKept(name) {
  const cache = await caches.open(name);
  await Promise.all((await cache.keys()).map(async (request) => {
    const fetched = await fetchAnew(request.url, FILE_MS_MAX);
    await (fetched.ok ? cache.put(request, fetched) : cache.delete(request));
  }));
}

/** It started: should it not do so one day, that is tried once more. */
export function started() {
  try { sessionStorage.removeItem(TRIED); } catch { /* then it was not noted either */ }
}
