// Shows the OpenAPI document of this service. All of it is set as text, never as markup.
'use strict';

const main = document.getElementById('doc');
const url = document.currentScript.dataset.document;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.assign(made, attributes);
  made.append(...children.filter(child => child !== undefined && child !== ''));
  return made;
}

function shown(text) {
  return element('p', {}, (text || '').replaceAll('`', ''));
}

async function load() {
  const token = sessionStorage.getItem('token');
  const answer = await fetch(url, token ? { headers: { Authorization: 'Bearer ' + token } } : {});
  if (answer.status === 401) {
    askForToken(token !== null);
  } else if (answer.ok) {
    render(await answer.json());
  } else {
    main.replaceChildren(element('p', { className: 'error' }, 'The document cannot be read: ' + answer.status));
  }
}

function askForToken(wrong) {
  const input = element('input', { type: 'password', required: true, autocomplete: 'current-password' });
  const form = element('form', {}, element('label', {}, 'Token: ', input), ' ', element('button', {}, 'Show'));
  form.onsubmit = event => {
    event.preventDefault();
    sessionStorage.setItem('token', input.value);
    load();
  };
  main.replaceChildren(element('p', {}, wrong ? 'That token is wrong.' : 'This service wants a token.'), form);
}

function render(document) {
  const resolve = object =>
    object && object.$ref ? object.$ref.slice(2).split('/').reduce((at, key) => at[key], document) : object;

  // a schema as an example of it, with what is to be said of each value
  function sketch(schema, depth) {
    const known = resolve(schema) || {};
    const indent = '  '.repeat(depth);
    if (known.type === 'object') {
      const lines = Object.entries(known.properties || {}).map(([name, property]) => {
        const optional = (known.required || []).includes(name) ? '' : '?';
        const text = resolve(property).description;
        return `${indent}  ${name}${optional}: ${sketch(property, depth + 1)}${text ? '   # ' + text : ''}`;
      });
      return `{\n${lines.join('\n')}\n${indent}}`;
    }
    if (known.type === 'array') {
      return `[ ${sketch(known.items, depth)}, … ]`;
    }
    return (known.enum || [known.format || known.type]).join(' | ');
  }

  function parameters(operation) {
    const rows = (operation.parameters || []).map(resolve).map(parameter => [parameter.name, parameter.in, parameter.description]);
    const form = operation.requestBody && operation.requestBody.content['multipart/form-data'].schema;
    for (const [name, field] of Object.entries(form ? form.properties : {})) {
      const values = field.enum ? field.enum.join(', ') + '. ' : '';
      const usual = field.default === undefined ? '' : ` Default ${field.default}.`;
      rows.push([name, 'form', values + (field.description || '').replaceAll('`', '') + usual]);
    }
    return rows.length ? table(['Parameter', 'In', ''], rows) : '';
  }

  function responses(operation) {
    const rows = Object.entries(operation.responses).map(([status, reference]) => {
      const response = resolve(reference);
      const types = Object.entries(response.content || {});
      const json = types.find(([type]) => type === 'application/json');
      return [
        status,
        element('div', {}, response.description.replaceAll('`', ''), json && status < 300 ? element('pre', {}, sketch(json[1].schema, 0)) : ''),
        types.map(([type]) => type).join(', '),
      ];
    });
    return table(['Status', '', 'Type'], rows);
  }

  function table(head, rows) {
    const cells = (name, row) => element('tr', {}, ...row.map(cell => element(name, {}, cell || '')));
    return element('table', {}, cells('th', head), ...rows.map(row => cells('td', row)));
  }

  function operations(tag) {
    return Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => operation.tags && operation.tags.includes(tag.name))
        .map(([method, operation]) => {
          const base = ((methods.servers || document.servers)[0].url).replace(/\/$/, '');
          const line = element('summary', {},
            element('span', { className: 'method ' + method }, method.toUpperCase()),
            element('code', {}, base + path), ' ', operation.summary);
          return element('details', {}, line, shown(operation.description), parameters(operation), responses(operation));
        }));
  }

  main.replaceChildren(
    element('h1', {}, `${document.info.title} ${document.info.version}`),
    shown(document.info.description),
    ...document.tags.flatMap(tag => [element('h2', {}, tag.name), shown(tag.description), ...operations(tag)]));
}

load();
