// The service as this page sees it: calls with the token, and the stream of events.

const KEY = 'upscale.token';
const QUIET_LIMIT = 45_000; // the service sends a comment much more often than that
const LONGEST_PAUSE = 15_000;

/** Where the API begins. */
export const API = document.documentElement.dataset.prefix;

export class Unauthorized extends Error {}

export const token = {
  get: () => sessionStorage.getItem(KEY),
  set: value => (value ? sessionStorage.setItem(KEY, value) : sessionStorage.removeItem(KEY)),
};

export function authorization() {
  return token.get() ? { Authorization: `Bearer ${token.get()}` } : {};
}

export async function call(path, options = {}) {
  const response = await fetch(path, {
    cache: 'no-store',
    ...options,
    headers: { ...authorization(), ...options.headers },
  });
  if (response.status === 401) throw new Unauthorized();
  return response;
}

/** What a refusal says of itself, else undefined. */
export function reason(text) {
  try {
    const { error } = JSON.parse(text);
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}

/** An address of this service; undefined for any other, so that no data of a job leads elsewhere. */
export function ownUrl(value) {
  if (!value) return undefined;
  const url = new URL(value, document.baseURI);
  return url.origin === location.origin ? url.href : undefined;
}

/** Shows a picture of the service. An <img> sends no header: with a token the picture is fetched here. */
export async function showPicture(img, url) {
  if (img.dataset.url === url) return;
  img.dataset.url = url;
  if (!token.get()) {
    img.src = url;
    return;
  }
  try {
    const response = await call(url);
    if (!response.ok) throw new Error(response.statusText);
    const blob = URL.createObjectURL(await response.blob());
    img.addEventListener('load', () => URL.revokeObjectURL(blob), { once: true });
    if (img.dataset.url === url) img.src = blob;
  } catch {
    if (img.dataset.url === url) img.dispatchEvent(new Event('error'));
  }
}

/**
 * The stream of events, read for ever. It is read with fetch because an EventSource cannot send a token.
 * States: connected, reconnecting, stopped (several attempts failed; they go on), token.
 */
export class Events {
  #wake = () => {};
  #failures = 0;

  constructor(onState, onEvent) {
    this.onState = onState;
    this.onEvent = onEvent;
    addEventListener('online', () => this.retry());
  }

  retry() {
    this.#wake();
  }

  async run() {
    for (;;) {
      try {
        await this.#read();
      } catch (problem) {
        if (problem instanceof Unauthorized) {
          this.onState('token');
          await this.#pause(Infinity);
          continue;
        }
      }
      const pause = Math.min(LONGEST_PAUSE, 500 * 2 ** this.#failures) * (0.75 + Math.random() / 2);
      this.onState(++this.#failures > 4 ? 'stopped' : 'reconnecting', pause);
      await this.#pause(pause);
    }
  }

  #pause(milliseconds) {
    return new Promise(resolve => {
      this.#wake = resolve;
      if (milliseconds < Infinity) setTimeout(resolve, milliseconds);
    });
  }

  async #read() {
    const silence = new AbortController();
    let watch = setTimeout(() => silence.abort(), QUIET_LIMIT);
    try {
      const response = await call('events', { signal: silence.signal });
      if (!response.ok) throw new Error(response.statusText);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(watch);
        watch = setTimeout(() => silence.abort(), QUIET_LIMIT);
        const events = (text + value).split('\n\n');
        text = events.pop();
        events.forEach(event => this.#take(event));
      }
    } finally {
      clearTimeout(watch);
    }
  }

  #take(event) {
    let name = 'message';
    const data = [];
    for (const line of event.split('\n')) {
      const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (field === 'event') name = value;
      if (field === 'data') data.push(value);
    }
    if (!data.length) return;
    this.#failures = 0;
    this.onState('connected');
    this.onEvent(name, JSON.parse(data.join('\n')));
  }
}
