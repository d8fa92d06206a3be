// What the browser can do that has no binding of its own. Runs in page and worker alike.

const LOCK = "guichet-replica";
const never = () => new Promise(() => {});

/** Calls `owned` once this tab alone may open the replica, `busy` while another one does, `lost` when another took over. */
export function own(owned, busy, lost) {
  const hold = () => { owned(); return never(); };
  navigator.locks
    .request(LOCK, { ifAvailable: true }, (lock) => {
      if (lock) return hold();
      busy();
      // The other tab may close by itself.
      navigator.locks.request(LOCK, hold).catch(lost);
    })
    .catch(lost);
}

/** Takes the replica over from the other tab. */
export function takeOver(owned, lost) {
  navigator.locks.request(LOCK, { steal: true }, () => { owned(); return never(); }).catch(lost);
}

/** Keeps a copy of the app for the day there is no network; calls `ready` when a newer version is there to be used. */
export function keepFresh(ready) {
  if (!navigator.serviceWorker) return;
  const watch = (worker) => {
    const look = () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) ready();
    };
    worker.addEventListener("statechange", look);
    look();
  };
  navigator.serviceWorker.register("/sw.js").then((registration) => {
    if (registration.waiting) watch(registration.waiting);
    registration.addEventListener("updatefound", () => watch(registration.installing));
  }, (error) => console.warn(error));
}

/** Uses the newer version: it takes over, then the page starts again. */
export function useNewVersion() {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  navigator.serviceWorker.getRegistration().then((registration) => registration?.waiting?.postMessage("use"));
}

/** Asks the browser to keep the data; whether it promised to. */
export async function keep() {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}

/** 64 random bits. */
export function entropy() {
  return crypto.getRandomValues(new BigUint64Array(1))[0];
}

export function sleep(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

/** What this phone would be called in a list: `Chrome, Android`. */
export function deviceName() {
  const words = navigator.userAgent;
  const browser = ["Firefox", "Edg", "SamsungBrowser", "Chrome", "Safari"].find((name) => words.includes(name)) ?? "?";
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac", "Linux"].find((name) => words.includes(name)) ?? "?";
  return `${browser === "Edg" ? "Edge" : browser}, ${system}`;
}

let preparing = Promise.resolve();

/**
 * Makes a picture of any kind the browser knows ready to be kept: upright, in JPEG, without metadata. `edges` are the
 * longest edges of the pictures to make, `qualities` theirs, of 1. One after the other: a whole gallery at once would
 * fill the memory.
 */
export function preparePicture(bytes, pixelsMax, edges, qualities) {
  preparing = preparing.catch(() => {}).then(() => prepare(bytes, pixelsMax, edges, qualities));
  return preparing;
}

async function prepare(bytes, pixelsMax, edges, qualities) {
  const picture = await createImageBitmap(new Blob([bytes]), { imageOrientation: "from-image" });
  try {
    if (picture.width * picture.height > pixelsMax) throw new RangeError("the picture is too large");
    const made = [];
    for (const [at, edge] of edges.entries()) {
      const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
      const scaled = (length) => Math.max(1, Math.floor(length * scale));
      const canvas = new OffscreenCanvas(scaled(picture.width), scaled(picture.height));
      const pen = canvas.getContext("2d", { alpha: false });
      pen.fillStyle = "white";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.imageSmoothingQuality = "high";
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: qualities[at] });
      if (jpeg.type !== "image/jpeg") throw new TypeError("this browser writes no JPEG");
      made.push([new Uint8Array(await jpeg.arrayBuffer()), canvas.width, canvas.height]);
    }
    return made;
  } finally {
    picture.close();
  }
}
