// Files on their way to the service, two at a time; one that is refused stays, with the reason.

import { API, authorization, reason } from './service.js';

const AT_ONCE = 2;

const REFUSALS = {
  400: 'The service could not read this request',
  401: 'The service wants a token',
  413: 'Too large for this service',
  415: 'Not a picture that this service reads',
  422: 'Not possible with these settings',
  429: 'The queue is full',
  503: 'The service is not ready',
};

export class Uploads {
  #items = [];
  #number = 0;

  constructor(onChange, onUnauthorized) {
    this.onChange = onChange;
    this.onUnauthorized = onUnauthorized;
  }

  get items() {
    return this.#items;
  }

  add(files, settings) {
    for (const file of files) {
      this.#items.push({ key: `upload-${++this.#number}`, file, settings, state: 'waiting', progress: 0 });
    }
    this.#next();
  }

  again(item) {
    clearTimeout(item.timer);
    Object.assign(item, { state: 'waiting', progress: 0, problem: undefined, retryAt: undefined });
    this.#next();
  }

  remove(item) {
    clearTimeout(item.timer);
    item.request?.abort();
    this.#items = this.#items.filter(other => other !== item);
    this.#next();
  }

  /** After a new token: what was refused for want of one. */
  resume() {
    this.#items.filter(item => item.status === 401 && item.state === 'refused').forEach(item => this.again(item));
  }

  #next() {
    const sending = this.#items.filter(item => item.state === 'sending').length;
    this.#items
      .filter(item => item.state === 'waiting')
      .slice(0, Math.max(0, AT_ONCE - sending))
      .forEach(item => this.#send(item));
    this.onChange();
  }

  // fetch tells nothing of how far an upload is
  #send(item) {
    item.state = 'sending';
    const form = new FormData();
    for (const [name, value] of Object.entries(item.settings)) if (value) form.append(name, value);
    form.append('image', item.file, item.file.name);
    const request = new XMLHttpRequest();
    item.request = request;
    request.open('POST', `${API}/upscale`);
    for (const [name, value] of Object.entries(authorization())) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      item.progress = total ? (100 * loaded) / total : 0;
      this.onChange();
    };
    request.onload = () => this.#answered(item, request);
    request.onerror = () => this.#refused(item, 0, 'The service could not be reached, or cut the connection');
    request.send(form);
  }

  #answered(item, request) {
    item.status = request.status;
    if (request.status === 202) {
      item.jobId = JSON.parse(request.responseText).job_id;
      item.state = 'accepted';
      this.#next();
      return;
    }
    const said = reason(request.responseText);
    const known = REFUSALS[request.status] ?? `The service answered ${request.status}`;
    this.#refused(item, request.status, said ? `${known}: ${said}` : known);
    if (request.status === 401) this.onUnauthorized();
    if (request.status === 429 || request.status === 503) this.#later(item, request.getResponseHeader('Retry-After'));
  }

  #refused(item, status, problem) {
    Object.assign(item, { state: 'refused', status, problem });
    this.#next();
  }

  #later(item, seconds) {
    const wait = 1000 * (Number.parseInt(seconds, 10) || 10);
    item.retryAt = Date.now() + wait;
    item.timer = setTimeout(() => this.again(item), wait);
    this.onChange();
  }
}
