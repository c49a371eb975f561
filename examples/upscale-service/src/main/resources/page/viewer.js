// One result beside its original: a slider between them, and actual pixels to look closely.

import { ownUrl, showPicture } from './service.js';

const element = id => document.getElementById(id);
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const pixels = size => (size ? `${size.width}\u00a0×\u00a0${size.height}` : '');

export function bytes(count) {
  if (!(count >= 0)) return '';
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = count < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(count) / 3));
  return `${number.format(count / 1000 ** power)} ${units[power]}`;
}

export function duration(seconds) {
  if (!(seconds >= 0)) return '';
  const whole = Math.round(seconds);
  return seconds < 60 ? `${number.format(seconds)} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

export class Viewer {
  #job;
  #offset = { x: 0, y: 0 };
  #part = element('viewer');
  #frame = element('frame');
  #split = element('split');
  #zoom = element('zoom');

  constructor() {
    this.#split.addEventListener('input', () => this.#divide());
    this.#zoom.addEventListener('click', () => this.#magnify(this.#zoom.getAttribute('aria-pressed') !== 'true'));
    for (const id of ['before', 'after']) {
      element(id).addEventListener('error', () => this.#pictureGone());
      element(id).addEventListener('load', () => this.#arrange());
    }
    new ResizeObserver(() => this.#arrange()).observe(this.#frame);
    this.#frame.addEventListener('pointerdown', event => this.#drag(event));
    this.#frame.addEventListener('keydown', event => this.#step(event));
  }

  get id() {
    return this.#job?.job_id;
  }

  hide() {
    this.#job = undefined;
    this.#part.hidden = true;
  }

  show(job) {
    const other = this.id !== job.job_id;
    this.#job = job;
    this.#part.hidden = false;
    this.#part.querySelector('bdi').textContent = job.file_name;
    this.#part.querySelector('h2').title = job.file_name;
    element('fact-size').textContent = `${pixels(job.input_size)} → ${pixels(job.output_size)}`;
    element('fact-model').textContent = `${job.model}, ${job.scale}×`;
    element('fact-took').textContent = duration(job.duration_seconds);
    element('fact-file').textContent = bytes(job.file_size_bytes);
    if (other) this.#open(job);
    // the result's own address, not download_url: that one deletes, and the result may be another client's
    const url = ownUrl(job.result_url);
    const download = element('download');
    download.hidden = !url;
    if (url) download.href = url;
    // no extension: the browser adds that of the media type, which need not be the original's
    download.download = `${job.file_name.replace(/\.\w+$/, '').replaceAll('.', '_')}_${job.scale}x`;
  }

  #open(job) {
    const { width, height } = job.output_size ?? { width: 4, height: 3 };
    this.#frame.style.setProperty('--ratio', String(width / height));
    this.#frame.style.setProperty('--limit', `${2 * width}px`);
    this.#split.value = 50;
    this.#split.setAttribute('aria-label', `Original and result of ${job.file_name}`);
    this.#divide();
    this.#magnify(false);
    element('before').alt = `${job.file_name}, original`;
    element('after').alt = `${job.file_name}, upscaled ${job.scale} times`;
    for (const img of [element('before'), element('after')]) {
      delete img.dataset.url;
      img.removeAttribute('src'); // else the one before is seen until this one is there
    }
    const urls = [ownUrl(job.source_url), ownUrl(job.result_url)];
    this.#gone(!urls.every(Boolean));
    if (urls.every(Boolean)) {
      showPicture(element('before'), urls[0]);
      showPicture(element('after'), urls[1]);
    }
  }

  #pictureGone() {
    this.#gone(true);
  }

  #gone(gone) {
    this.#frame.hidden = gone;
    element('gone').hidden = !gone;
    this.#arrange();
  }

  #divide() {
    this.#frame.style.setProperty('--split', `${this.#split.value}%`);
    this.#split.setAttribute('aria-valuetext', `${Math.round(this.#split.value)} % original`);
  }

  #magnify(on) {
    this.#zoom.setAttribute('aria-pressed', String(on));
    this.#frame.classList.toggle('magnified', on);
    if (on) this.#frame.tabIndex = 0;
    else this.#frame.removeAttribute('tabindex');
    this.#offset = { x: 0.5, y: 0.5 };
    this.#arrange();
  }

  /** How many times larger than the frame the result is, one pixel of it on one of the screen. */
  get #factor() {
    const width = this.#job?.output_size?.width ?? 0;
    return width / devicePixelRatio / (this.#frame.getBoundingClientRect().width || Infinity);
  }

  #arrange() {
    this.#zoom.hidden = this.#frame.hidden || this.#factor < 1.1;
    const factor = this.#frame.classList.contains('magnified') ? Math.max(1, this.#factor) : 1;
    const { style } = this.#frame;
    style.setProperty('--zoom', String(factor));
    style.setProperty('--x', `${(1 - factor) * 100 * this.#offset.x}%`);
    style.setProperty('--y', `${(1 - factor) * 100 * this.#offset.y}%`);
  }

  #move(x, y) {
    const spare = Math.max(0, this.#factor - 1);
    const kept = (part, by, length) => Math.min(1, Math.max(0, spare ? part - by / (spare * length) : 0.5));
    this.#offset = {
      x: kept(this.#offset.x, x, this.#frame.clientWidth),
      y: kept(this.#offset.y, y, this.#frame.clientHeight),
    };
    this.#arrange();
  }

  #drag(event) {
    if (!this.#frame.classList.contains('magnified') || event.target === this.#split) return;
    event.preventDefault();
    this.#frame.setPointerCapture(event.pointerId);
    const move = ({ movementX, movementY }) => this.#move(movementX, movementY);
    this.#frame.addEventListener('pointermove', move);
    this.#frame.addEventListener('lostpointercapture', () => this.#frame.removeEventListener('pointermove', move), {
      once: true,
    });
  }

  #step(event) {
    if (event.target !== this.#frame) return;
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#move(...step);
  }
}
