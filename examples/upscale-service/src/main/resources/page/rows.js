// Lists that change in place: a node stays with its job, so that nothing flickers and the focus stays where it is.

const FIRST = 6; // rows of a long list that are shown at first

const nodes = new Map();
const name = (template, key) => `${template.id} ${key}`;

function create(template, key) {
  const node = template.content.firstElementChild.cloneNode(true);
  const img = node.querySelector('img');
  img.addEventListener('error', () => img.classList.add('broken'));
  img.addEventListener('load', () => URL.revokeObjectURL(img.src));
  nodes.set(name(template, key), node);
  return node;
}

/** The row of a file becomes that of its job. */
export function rename(from, to) {
  const node = nodes.get(`row ${from}`);
  nodes.delete(`row ${from}`);
  if (node) nodes.set(`row ${to}`, node);
}

/** Lets go of the nodes that no list shows any more. */
export function forgetUnused() {
  for (const [key, node] of nodes) if (!node.isConnected) nodes.delete(key);
}

/** Makes a list show these items, in this order, with the nodes that it already has. */
export function arrange(id, items, draw) {
  const list = document.getElementById(id);
  const template = document.getElementById(list.dataset.template);
  const shown = items.map(({ job_id: id, key = id }) => nodes.get(name(template, key)) ?? create(template, key));
  [...list.children].filter(node => !shown.includes(node)).forEach(node => node.remove());
  shown.forEach((node, index) => {
    draw(node, items[index], index);
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
  drawFrame(list, items.length);
}

/** The heading's count, and how a long list is opened. */
function drawFrame(list, length) {
  const part = list.closest('section');
  if (part.id) part.hidden = !length;
  const count = part.querySelector('.count');
  if (count) count.textContent = length;
  const more = part.querySelector('.more');
  if (more) {
    const open = list.classList.contains('open');
    more.hidden = length <= FIRST;
    more.textContent = open ? 'Show fewer' : `Show ${length - FIRST} more`;
    more.setAttribute('aria-expanded', String(open));
  }
}

export function text(node, selector, value) {
  const target = node.querySelector(selector);
  const shown = value ?? '';
  if (target.textContent !== shown) target.textContent = shown;
  return target;
}

export function drawRow(node, { title, note, progress, problem, quiet, stop, stopLabel, again }) {
  text(node, 'bdi', title);
  node.querySelector('.name').title = title;
  text(node, '.note', note);
  const bar = node.querySelector('progress');
  bar.hidden = progress === undefined;
  if (progress !== undefined) {
    bar.value = progress;
    bar.setAttribute('aria-label', `Progress of ${title}`);
  }
  const reasonLine = text(node, '.problem', problem);
  reasonLine.hidden = !problem;
  reasonLine.classList.toggle('muted', Boolean(quiet));
  button(node.querySelector('.stop'), stop, stopLabel, title);
  button(node.querySelector('.again'), again, 'Try again', title);
}

function button(target, action, label, title) {
  target.hidden = !action;
  target.onclick = action ?? null;
  if (!action) return;
  if (target.textContent !== label) target.textContent = label;
  target.setAttribute('aria-label', `${label} ${title}`);
}
