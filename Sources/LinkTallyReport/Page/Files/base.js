// What every part of the page uses: elements, numbers, texts of strangers, CSV. Text reaches the page through
// `textContent` and attributes alone, never as HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children; a child that is no node is text. `on` has listeners. */
function el(name, attributes = {}, ...children) {
  const isDrawn = name.startsWith('svg:');
  const node = isDrawn ? document.createElementNS(SVG, name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'on') {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else {
      node.setAttribute(key, value === true ? '' : String(value));
    }
  }
  for (const child of children.flat(2)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

const byId = (id) => document.getElementById(id);

/** A number with a narrow space between thousands. */
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');

/** A share in percent with one digit. One that is not zero never shows as 0.0%, nor one that is not all as 100.0%. */
function share(part, whole) {
  if (!whole) return '';
  if (part === 0) return '0%';
  if (part >= whole) return part === whole ? '100%' : `${grouped(Math.round(100 * part / whole))}%`;
  const tenths = Math.min(Math.max(Math.round(part * 1000 / whole), 1), 999);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

/** A number as an axis has it: 950, 1.2k, 3M. */
function short(number) {
  for (const [size, unit] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) {
    if (number >= size) return `${String(Math.round(number / size * 10) / 10)}${unit}`;
  }
  return String(number);
}

const counted = (number, one, many) => `${grouped(number)} ${number === 1 ? one : many}`;

/** Whether a browser may obey a character, or hide it, instead of showing it: what terminals get escaped, too. */
function isHidden(code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x61c || (code >= 0x200b && code <= 0x200f)
    || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code === 0xfeff
    || (code >= 0xfff9 && code <= 0xfffb) || (code >= 0xd800 && code <= 0xdfff)
    || (code >= 0xe0000 && code <= 0xe007f);
}

/** A stranger's text with what would not show as escapes. */
function visible(text) {
  let shown = '';
  for (const character of text) {
    const code = character.codePointAt(0);
    if (!isHidden(code)) {
      shown += character;
    } else if (code < 0x100) {
      shown += `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
    } else {
      shown += `\\u{${code.toString(16).toUpperCase()}}`;
    }
  }
  return shown;
}

/** The same of text that may be megabytes, of which the ends are enough. */
const shown = (text) => visible(fitted(text, 2000));

/** Text in at most `limit` characters: the middle gives way, since links differ at both ends. */
function fitted(text, limit) {
  if (text.length <= limit) return text;
  const all = Array.from(text.length > 4 * limit ? text.slice(0, 2 * limit) + text.slice(-2 * limit) : text);
  if (all.length <= limit) return text;
  const front = Math.ceil((limit - 1) / 2);
  return `${all.slice(0, front).join('')}…${all.slice(all.length - (limit - 1 - front)).join('')}`;
}

/** A cell of CSV that no spreadsheet computes. */
function csvCell(value) {
  if (typeof value === 'number') return String(value);
  let text = '';
  for (const character of String(value ?? '')) {
    text += '\t\r\n'.includes(character) ? character : visible(character);
  }
  if (/^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Has the browser save rows of cells. */
function saveCSV(name, rows) {
  const text = rows.map((row) => row.map(csvCell).join(',')).join('\n');
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/csv' }));
  const link = el('a', { href: address, download: `${name}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  say(`${name}.csv: ${counted(rows.length - 1, 'row', 'rows')}`);
}

/** Says something to who listens, and shows it for a moment. */
function say(text) {
  const said = byId('said');
  said.textContent = text;
  said.className = 'said';
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { said.className = 'unseen'; }, 1800);
}

/** Puts a text on the clipboard; a page from disk may have none but this one. */
function copy(text) {
  const area = el('textarea', { 'aria-hidden': 'true', class: 'unseen' });
  area.value = text;
  document.body.append(area);
  const focused = document.activeElement;
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  if (focused) focused.focus();
  say(isDone ? `Copied: ${fitted(text, 60)}` : 'The browser did not let it be copied.');
}

const button = (text, action, attributes = {}) =>
  el('button', { type: 'button', class: 'quiet', on: { click: action }, ...attributes }, text);

/** The JSON of a data element; null where there is none. */
function dataOf(id) {
  const node = byId(id);
  return node ? JSON.parse(node.textContent) : null;
}
