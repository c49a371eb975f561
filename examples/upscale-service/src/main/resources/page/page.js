// What the page shows: the jobs that the service tells of, and the files that are being sent to it.

import { API, call, Events, ownUrl, reason, showPicture, token, Unauthorized } from './service.js';
import { arrange, drawRow, forgetUnused, rename, text } from './rows.js';
import { Uploads } from './uploads.js';
import { bytes, duration, pixels, Viewer } from './viewer.js';

const KEPT = 50; // finished jobs

const element = id => document.getElementById(id);
const jobs = new Map();
const cancels = new Map(); // what became of the wish to cancel a job
const viewer = new Viewer();
const uploads = new Uploads(render, ask);
const events = new Events(showState, take);
let chosen; // the result the user picked; without one the newest is shown
let models = [];

// ---- what the service tells

function take(name, data) {
  if (name === 'jobs') {
    jobs.clear();
    cancels.clear();
    data.forEach(job => jobs.set(job.job_id, job));
  } else if (name === 'job') {
    tell(jobs.get(data.job_id), data);
    jobs.set(data.job_id, data);
  }
  render();
}

function tell(before, job) {
  if (before?.status === job.status) return;
  const news = { completed: 'is done', failed: `failed: ${job.error}`, cancelled: 'is cancelled' }[job.status];
  if (news) element('news').textContent = `${job.file_name} ${news}`;
}

let countdown;

function showState(state, pause) {
  if (state === 'connected' && element('state').dataset.state === state) return;
  clearInterval(countdown);
  element('state').dataset.state = state;
  element('reconnect').hidden = state !== 'stopped';
  const texts = { connected: 'Connected', reconnecting: 'Reconnecting', token: 'Token needed', stopped: 'Stopped' };
  element('state-text').textContent = texts[state];
  if (state === 'stopped') {
    const until = Date.now() + pause;
    const count = () => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      element('reconnect').textContent = `Try now (${seconds} s)`;
    };
    count();
    countdown = setInterval(count, 1000);
  }
  if (state === 'token') ask();
  if (state === 'connected' && !models.length) loadModels();
}

async function loadModels() {
  try {
    const response = await call(`${API}/models`);
    if (!response.ok) return;
    models = (await response.json()).models;
    element('model').replaceChildren(...models.map(({ name }) => new Option(name, name)));
    showScales();
  } catch {
    // the next connection asks again
  }
}

// ---- settings and files

function showScales() {
  const model = models.find(({ name }) => name === element('model').value);
  const before = scale();
  element('model-note').textContent = model?.description ?? '';
  const scales = model?.supported_scales ?? [];
  const wanted = scales.includes(Number(before)) ? Number(before) : Math.max(...scales);
  element('scales').replaceChildren(
    ...scales.map(value => {
      const label = document.createElement('label');
      const input = document.createElement('input');
      Object.assign(input, { type: 'radio', name: 'scale', value, checked: value === wanted, className: 'unseen' });
      const text = document.createElement('span');
      text.textContent = `${value}×`;
      label.append(input, text);
      return label;
    }),
  );
}

function scale() {
  return new FormData(element('settings')).get('scale');
}

function send(files) {
  if (!files.length) return;
  uploads.add(files, { model_name: element('model').value, scale: scale(), format: element('format').value });
}

function acceptFiles() {
  let depth = 0;
  const mark = () => element('drop').classList.toggle('over', depth > 0);
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  addEventListener('dragenter', event => {
    if (carriesFiles(event)) depth++;
    mark();
  });
  addEventListener('dragleave', event => {
    if (carriesFiles(event)) depth = Math.max(0, depth - 1);
    mark();
  });
  addEventListener('dragover', event => event.preventDefault());
  addEventListener('drop', event => {
    event.preventDefault(); // else the browser leaves the page for the picture
    depth = 0;
    mark();
    send([...event.dataTransfer.files]);
  });
  addEventListener('paste', event => send([...event.clipboardData.files]));
  element('files').addEventListener('change', ({ target }) => {
    send([...target.files]);
    target.value = '';
  });
}

// ---- the token

function ask() {
  if (!element('ask').open) element('ask').showModal();
}

async function tryToken(event) {
  event.preventDefault();
  const before = token.get();
  token.set(element('token').value.trim());
  try {
    await call(`${API}/health`);
    element('ask').close();
    element('ask-problem').textContent = '';
    events.retry();
    uploads.resume();
  } catch (problem) {
    token.set(before);
    element('ask-problem').textContent =
      problem instanceof Unauthorized ? 'The service does not accept this token.' : 'The service could not be reached.';
  }
}

// ---- drawing

const newestFirst = (a, b) => Date.parse(b.finished) - Date.parse(a.finished);
const oldestFirst = (a, b) => a.job_id.localeCompare(b.job_id);

let drawn = true;

function render() {
  if (!drawn) return;
  drawn = false;
  requestAnimationFrame(() => {
    drawn = true;
    draw();
  });
}

function draw() {
  forgetOld();
  const all = [...jobs.values()];
  const having = (...states) => all.filter(job => states.includes(job.status));
  const done = having('completed').sort(newestFirst);
  const waiting = having('queued').sort(oldestFirst);

  handOver();
  arrange('uploads', uploads.items, drawUpload);
  arrange('running', having('processing').sort(oldestFirst), drawRunning);
  arrange('waiting', waiting, drawWaiting);
  arrange('failed', having('failed', 'cancelled').sort(newestFirst), drawFailed);
  drawResults(done);
  forgetUnused();
  const active = uploads.items.length + waiting.length + having('processing').length;
  document.title = active ? `(${active}) Upscale` : 'Upscale';
}

function forgetOld() {
  const finished = [...jobs.values()].filter(job => !['queued', 'processing'].includes(job.status));
  finished.sort(newestFirst).slice(KEPT).forEach(job => jobs.delete(job.job_id));
}

/** A file that became a job keeps its row, so that nothing flickers. */
function handOver() {
  for (const item of uploads.items.filter(({ jobId }) => jobs.has(jobId))) {
    rename(item.key, item.jobId);
    uploads.remove(item);
  }
}

function drawUpload(node, item) {
  if (!node.querySelector('img').src) node.querySelector('img').src = URL.createObjectURL(item.file);
  const seconds = item.retryAt ? Math.max(0, Math.ceil((item.retryAt - Date.now()) / 1000)) : 0;
  const notes = {
    waiting: 'Waiting to be sent',
    sending: `Sending, ${Math.round(item.progress)} %`,
    accepted: 'Accepted',
    refused: item.retryAt ? `Sent again in ${seconds} s` : 'Not sent',
  };
  drawRow(node, {
    title: item.file.name,
    note: `${bytes(item.file.size)}, ${notes[item.state].toLowerCase()}`,
    progress: item.state === 'sending' ? item.progress : undefined,
    problem: item.problem,
    stop: () => uploads.remove(item),
    stopLabel: 'Remove',
    again: item.state === 'refused' ? () => uploads.again(item) : undefined,
  });
}

const made = job => `${job.scale}×, ${job.model}`;

function drawJob(node, job, parts) {
  const img = node.querySelector('img');
  const url = ownUrl(job.source_url);
  if (url && !img.src) showPicture(img, url);
  drawRow(node, { title: job.file_name, ...parts });
}

function drawRunning(node, job) {
  drawJob(node, job, {
    note: `${Math.round(job.progress)} %, ${made(job)}`,
    progress: job.progress,
    ...cancelling(job),
  });
}

function drawWaiting(node, job, index) {
  drawJob(node, job, { note: `${index ? `${index} before it` : 'Next'}, ${made(job)}`, ...cancelling(job) });
}

function drawFailed(node, job) {
  const cancelled = job.status === 'cancelled';
  drawJob(node, job, {
    note: made(job),
    problem: cancelled ? 'Cancelled' : job.error || 'The service gave no reason',
    quiet: cancelled,
  });
}

function cancelling(job) {
  const said = cancels.get(job.job_id);
  if (said === 'asked') return { problem: 'Cancelling', quiet: true };
  return { problem: said, stop: () => cancel(job), stopLabel: 'Cancel' };
}

async function cancel(job) {
  cancels.set(job.job_id, 'asked');
  render();
  try {
    const response = await call(`${API}/cancel/${encodeURIComponent(job.job_id)}`, { method: 'POST' });
    if (!response.ok) cancels.set(job.job_id, `Not cancelled: ${reason(await response.text()) ?? response.status}`);
  } catch (problem) {
    cancels.set(job.job_id, 'Not cancelled: the service could not be reached');
    if (problem instanceof Unauthorized) ask();
  }
  render();
}

function drawResults(done) {
  const shown = done.find(job => job.job_id === chosen) ?? done.find(job => job.result_url) ?? done[0];
  if (shown) viewer.show(shown);
  else viewer.hide();
  element('empty').hidden = Boolean(shown);
  arrange('results', done, (node, job) => drawTile(node, job, job === shown, done[0] === job));
}

function drawTile(node, job, shown, newest) {
  const url = ownUrl(job.source_url);
  if (url) showPicture(node.querySelector('img'), url);
  text(node, 'bdi', job.file_name);
  node.querySelector('.name').title = job.file_name;
  text(node, '.note', `${pixels(job.output_size)}, ${duration(job.duration_seconds)}`);
  const tile = node.querySelector('button');
  tile.setAttribute('aria-pressed', String(shown));
  tile.onclick = () => {
    chosen = newest ? undefined : job.job_id;
    draw();
  };
}

/** With a token a link cannot fetch: the page does, and gives the browser what came. */
async function download(event) {
  if (!token.get()) return;
  event.preventDefault();
  const link = event.currentTarget;
  try {
    const response = await call(link.href);
    if (!response.ok) throw new Error(response.statusText);
    const saved = document.createElement('a');
    saved.href = URL.createObjectURL(await response.blob());
    saved.download = link.download;
    saved.click();
    setTimeout(() => URL.revokeObjectURL(saved.href), 60_000);
  } catch (problem) {
    if (problem instanceof Unauthorized) ask();
    else element('news').textContent = 'The result could not be downloaded';
  }
}

// ---- start

element('model').addEventListener('change', showScales);
element('settings').addEventListener('submit', event => event.preventDefault());
element('ask-form').addEventListener('submit', tryToken);
element('ask').addEventListener('cancel', event => event.preventDefault());
element('reconnect').addEventListener('click', () => events.retry());
element('download').addEventListener('click', download);
for (const more of document.querySelectorAll('.more')) {
  more.addEventListener('click', () => {
    more.closest('section').querySelector('.rows').classList.toggle('open');
    render();
  });
}
setInterval(() => uploads.items.some(item => item.retryAt) && render(), 1000);
acceptFiles();
events.run();
