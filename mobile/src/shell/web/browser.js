// What the browser can do that has no binding of its own. Runs in page and worker alike.

const LOCK = "guichet-replica";
const COMING_BACK = "guichet-coming-back";
/** How long a tab that loads the newer version may take to come back. */
const COME_BACK_MS_MAX = 10_000;
const never = () => new Promise(() => {});

/** This tab, also after it was loaded again. */
function tabName() {
  const known = sessionStorage.getItem("guichet-tab") ?? String(Math.random());
  sessionStorage.setItem("guichet-tab", known);
  return known;
}

/** Returns once no other tab is on its way back to what it owned. */
async function othersAreBack() {
  for (;;) {
    const [tab, at] = JSON.parse(localStorage.getItem(COMING_BACK)) ?? [];
    const age = Date.now() - at;
    if (!tab || tab === tabName() || !(age >= 0 && age < COME_BACK_MS_MAX)) return;
    await sleep(100);
  }
}

/** The same where a browser keeps nothing: there is nobody to wait for. */
const ownTurn = () => othersAreBack().catch(() => {});

function isBack() {
  try {
    localStorage.removeItem(COMING_BACK);
  } catch {
    // Nothing was kept.
  }
}

/** Calls `owned` once this tab alone may open the replica, `busy` while another one does, `lost` when another took over. */
export async function own(owned, busy, lost) {
  const hold = () => {
    isBack();
    owned();
    return never();
  };
  // Without locks it keeps no data either, and says so when it is opened.
  if (!navigator.locks) return owned();
  // The other tab may close by itself.
  const wait = () => navigator.locks.request(LOCK, async () => {
    await ownTurn();
    return hold();
  }).catch(lost);
  await ownTurn();
  navigator.locks
    .request(LOCK, { ifAvailable: true }, (lock) => {
      if (lock) return hold();
      busy();
      wait();
    })
    .catch(lost);
}

/** Takes the replica over from the other tab. */
export function takeOver(owned, lost) {
  navigator.locks.request(LOCK, { steal: true }, () => { owned(); return never(); }).catch(lost);
}

/** Starts the app again from the network, for what is kept of it does not start; false when that was tried. */
export const startAgain = () => globalThis.guichet.startAgain();

/** All of it has started. */
export const started = () => globalThis.guichet.started();

/** The language to begin with, and its phrases. */
export const firstWords = () => globalThis.guichet.words;

/** The phrases of a language. */
export const fetchWords = (language) => globalThis.guichet.fetchWords(language);

/** After how many milliseconds without a touch the phone locks itself; 0, never. */
let lockMs = 0;
/** By both clocks: one can be set, the other stands still on some phones that sleep. */
const clocks = () => [Date.now(), performance.now()];
let touched = clocks();
/** So much a clock is put back by its own corrections, in milliseconds. */
const PUT_BACK_MS_MAX = 60_000;
/** How long a lock waits for the files that are being picked, from the first tap on. */
const PICKING_MS_MAX = 10 * 60_000;
/** The times they began to be picked. */
let picks = [];
/** Whether the page is already on its way out: asked for again and again, it would never be gone. */
let locking = false;

/** Whether so much has passed by either clock. One that was put back says nothing of how long it was. */
function hasPassed(ms, since) {
  const [wall, steady] = clocks().map((now, at) => now - since[at]);
  return wall >= ms || steady >= ms || wall < -PUT_BACK_MS_MAX;
}

/** Locked, the page is loaded anew: nothing that was on it is left, and the worker's key is gone with the worker. While a
 * photo is being taken it is only hidden: what is taken would be lost. */
function lockIfLate() {
  if (locking || lockMs === 0 || !hasPassed(lockMs, touched)) return locking;
  document.documentElement.hidden = true;
  picks = picks.filter((since) => !hasPassed(PICKING_MS_MAX, since));
  if (picks.length > 0) return true;
  locking = true;
  location.reload();
  return true;
}

const isFileField = ({ target }) => target instanceof HTMLInputElement && target.type === "file";

/** The files that were picked first are in the replica, or nobody picked any. */
export function picked() {
  picks.shift();
  lockIfLate();
}

function touch() {
  if (!lockIfLate()) touched = clocks();
}

/** Has the phone lock itself after so many milliseconds without a touch, put away or not; 0, never. */
export function lockAfter(ms) {
  if (lockMs === 0 && ms > 0) {
    for (const name of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) addEventListener(name, touch, { capture: true, passive: true });
    // What stands on the screen is not to be seen among the apps, nor for a moment by whoever takes the phone up.
    document.addEventListener("visibilitychange", () => {
      if (!lockIfLate()) document.documentElement.hidden = lockMs > 0 && document.visibilityState === "hidden";
    });
    addEventListener("click", (event) => { if (isFileField(event)) picks.push(clocks()); }, { capture: true });
    addEventListener("cancel", (event) => { if (isFileField(event)) picked(); }, { capture: true });
    setInterval(lockIfLate, 1000);
  }
  touched = clocks();
  lockMs = ms;
}

const randomBytes = () => crypto.getRandomValues(new Uint8Array(32));

/** Whether the phone's own lock can be asked here at all. */
export const hasPasskeys = () => Boolean(globalThis.PublicKeyCredential && navigator.credentials);

/** The bytes that a passkey gave (PRF), if it gave any. */
function given(credential) {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  return first && new Uint8Array(first);
}

/** What a passkey of this phone gives for a salt: the same each time; undefined where the browser gives none. */
export async function askPasskey(id, salt) {
  return given(await navigator.credentials.get({ publicKey: {
    challenge: randomBytes(),
    allowCredentials: [{ type: "public-key", id, transports: ["internal"] }],
    userVerification: "required",
    extensions: { prf: { eval: { first: salt } } },
  } }));
}

/** Makes a passkey on this phone, in place of the one it had: its id, a salt, and what it gives for it; undefined where the
 * browser gives nothing. Nothing of the office stands in it: the phone shows it while it is locked. */
export async function makePasskey(user) {
  const salt = randomBytes();
  const credential = await navigator.credentials.create({ publicKey: {
    rp: { name: "Guichet" },
    user: { id: user, name: "Guichet", displayName: "Guichet" },
    challenge: randomBytes(),
    pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key", alg })),
    authenticatorSelection: { authenticatorAttachment: "platform", residentKey: "required", userVerification: "required" },
    extensions: { prf: { eval: { first: salt } } },
  } });
  const id = new Uint8Array(credential.rawId);
  const { prf } = credential.getClientExtensionResults();
  const secret = given(credential) ?? (prf?.enabled ? await askPasskey(id, salt) : undefined);
  if (secret) return [id, salt, secret];
  // It is of no use to anybody: a browser that can takes it out of its list.
  await PublicKeyCredential.signalUnknownCredential?.({ rpId: location.hostname, credentialId: credential.id }).catch(() => {});
  return undefined;
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

/** Uses the newer version: it takes over, then the page starts again, and no other tab takes its place meanwhile. */
export function useNewVersion() {
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    localStorage.setItem(COMING_BACK, JSON.stringify([tabName(), Date.now()]));
    location.reload();
  }, { once: true });
  navigator.serviceWorker.getRegistration().then((registration) => registration?.waiting?.postMessage("use"));
}

/** Gives the bar of the browser the colour of the app's own, light or dark. */
export function colourBar() {
  // The value of a custom property would still name both colours.
  const colour = getComputedStyle(document.documentElement).outlineColor;
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = colour;
}

/** An iPhone or iPad, which calls itself a Mac but is touched. */
const isIphone = () => /iPhone|iPad|iPod/.test(navigator.userAgent)
  || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);

/** Whether this is a tab on an iPhone, which shares nothing with the app on its home screen. */
export function isIphoneTab() {
  return isIphone() && !navigator.standalone && !matchMedia("(display-mode: standalone)").matches;
}

const files = new Map();

/** An address bytes can be downloaded from. */
export function fileAddress(bytes, type, name) {
  const file = new File([bytes], name, { type });
  const address = URL.createObjectURL(file);
  files.set(address, file);
  return address;
}

/** Whether files have to be shared: an app on the home screen of an iPhone downloads nothing. */
export function mustShare() {
  return isIphone() && !isIphoneTab() && Boolean(navigator.canShare);
}

/** Opens the share sheet with these files, by their addresses. Only right after a tap. */
export function share(addresses) {
  const shared = addresses.map((address) => files.get(address)).filter(Boolean);
  // Somebody who changes their mind is no failure.
  navigator.share({ files: shared }).catch((error) => console.warn(error));
}

/** Asks the browser to keep the data; whether it promised to. */
export async function keep() {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}

// The order of letters is the same in all four languages.
const collator = new Intl.Collator(["fr", "nl", "de", "en"], { numeric: true });

/** The order of two names in a dictionary: below, above or at zero. */
export function compare(one, other) {
  return collator.compare(one, other);
}

/** 64 random bits. */
export function entropy() {
  return crypto.getRandomValues(new BigUint64Array(1))[0];
}

export function sleep(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

/** How far down the screen is. */
export function scrolled() {
  return window.scrollY;
}

/** Goes that far down, once what was asked for is drawn. The top is there at once: what is brought into view after it stays there. */
export function scrollTo(top) {
  if (top === 0) window.scrollTo(0, 0);
  else requestAnimationFrame(() => window.scrollTo(0, top));
}

/** Makes the phone's own Back lead to this very screen, and Escape too. */
export function cover() {
  history.pushState(null, "");
  const covered = new AbortController();
  addEventListener("popstate", () => covered.abort(), { once: true });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    covered.abort();
    back();
  }, { signal: covered.signal });
}

/** Goes back, as the phone's own Back does. */
export function back() {
  history.back();
}

/** Where what is fixed to the edges of the screen leaves room: from, to. */
function room() {
  const fixed = (css) => [...document.querySelectorAll(css)]
    .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
    .map((element) => element.getBoundingClientRect());
  const top = Math.max(0, ...fixed(".status").map((box) => box.bottom));
  return [top, Math.min(innerHeight, ...fixed(".actions, .tabs").map((box) => box.top))];
}

/** Brings a place into view, clear of what is fixed to the edges; `entering`, its first field is ready to be filled in. */
export function focusOn(id, entering) {
  const place = document.getElementById(id);
  if (!place) return;
  const field = entering ? place.querySelector("[data-field]:enabled, input[type=file]:enabled") : null;
  (field ?? place).focus({ preventScroll: true });
  const [top, bottom] = room();
  const box = place.getBoundingClientRect();
  const space = bottom - top - box.height;
  const down = box.top - top - Math.max(8, Math.min(space / 2, 64));
  // Of what is higher than the room there is, the field is what counts.
  const end = (field?.closest("label") ?? field ?? place).getBoundingClientRect().bottom;
  scrollBy(0, field ? Math.max(down, end + 8 - bottom) : down);
}

/**
 * Screens are one document: where each is, the app knows better than the browser. And a number that is touched is
 * selected as a whole, to be typed over: with the caret after it, typing 2 would give 12.
 */
export function readyForFingers() {
  history.scrollRestoration = "manual";
  addEventListener("focusin", ({ target }) => {
    if (target.inputMode !== "decimal") return;
    target.select();
    // Letting go would put the caret in place of the selection.
    target.addEventListener("mouseup", (event) => event.preventDefault(), { once: true });
  });
}

/** What this phone would be called in a list: `Chrome, Android`. */
export function deviceName() {
  const words = navigator.userAgent;
  const browser = ["Firefox", "Edg", "SamsungBrowser", "Chrome", "Safari"].find((name) => words.includes(name)) ?? "?";
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac", "Linux"].find((name) => words.includes(name)) ?? "?";
  return `${browser === "Edg" ? "Edge" : browser}, ${system}`;
}

/**
 * Makes a picture of any kind the browser knows ready to be kept: upright, in JPEG, without metadata. `edges` are the
 * longest edges of the pictures to make, `qualities` theirs, of 1. A picture wider than `widthMax` is opened smaller.
 */
export async function preparePicture(bytes, widthMax, edges, qualities) {
  const smaller = widthMax ? { resizeWidth: widthMax, resizeQuality: "high" } : {};
  const picture = await createImageBitmap(new Blob([bytes]), { imageOrientation: "from-image", ...smaller });
  try {
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
