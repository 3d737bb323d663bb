// A table of any length: only rows that are seen, and some around, are in the document. It is sorted by its heads,
// filtered by its box, and walked by `j` and `k`.

const ROW = 34;
const SHOWN = 10;
const AROUND = 8;
const tables = [];

/**
 * A table. Columns: `key`, `title`, `isText`, `show(row)` for people, `cell(row)` for CSV, `loses`.
 * The first column is the name that rows are known by; `pick(row)` is told of a row that was chosen.
 */
function makeTable({ title, name, columns, pick, empty, isPicked, isWide }) {
  let [all, rows, sorted, direction, focus, first] = [[], [], null, -1, 0, -1];
  const count = el('span', { class: 'count' });
  const box = el('input', {
    type: 'search', placeholder: 'Filter', 'aria-label': `Filter ${title.toLowerCase()}`, autocomplete: 'off',
    spellcheck: 'false', on: { input: () => update() },
  });
  const save = button('CSV', () => saveCSV(name,
    [columns.map((column) => column.csv ?? column.title),
      ...rows.map((row) => columns.map((column) => column.cell(row)))]),
  { 'aria-label': `Save ${title.toLowerCase()} as CSV` });
  const heads = columns.map((column) => el('th',
    { scope: 'col', class: column === columns[0] ? 'name' : column.isText ? 'text' : 'num' },
    button(column.title, () => {
      direction = sorted === column ? -direction : column.isText ? 1 : -1;
      sorted = column;
      update();
    }, { class: 'sort', title: column.hint })));
  const body = el('tbody');
  const table = el('table', { class: 'rows' }, el('thead', {}, el('tr', {}, heads)), body);
  const view = el('div', { class: 'view', tabindex: '-1' }, table);
  const whole = el('p', { class: 'whole', 'aria-hidden': 'true' });
  const tools = el('div', { class: 'tools' }, box, save);
  const heading = el(isWide ? 'h2' : 'h3', {}, title, ' ', count);
  const node = el('section', { class: isWide ? 'panel wide' : 'panel', 'aria-label': title },
    el('div', { class: 'head' }, heading, tools), view, whole);

  const spacer = () => el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td', { colspan: columns.length }));
  const [above, below] = [spacer(), spacer()];

  function rowNode(row, index, isStop) {
    const [named, ...others] = columns;
    const text = shown(named.show(row)) || '(none)';
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.width = `${(100 * row.part).toFixed(2)}%`;
    const lost = el('span', { class: 'bar loss', 'aria-hidden': 'true' });
    lost.style.width = `${(100 * (row.lostPart ?? 0)).toFixed(2)}%`;
    const short = fitted(text, Math.max(Math.floor(body.nameWidth / 8.2), 12));
    const chosen = el(pick ? 'button' : 'span', {
      type: pick ? 'button' : null, class: 'pick', title: text, tabindex: isStop ? '0' : '-1', 'data-index': index,
      'aria-pressed': pick ? String(isPicked(row)) : null, on: {
        click: () => pick?.(row), focus: () => { focus = index; active = api; whole.textContent = short === text ? ''
          : text; },
      },
    }, short);
    return el('tr', { 'aria-rowindex': index + 2, class: isPicked?.(row) ? 'picked' : null },
      el('th', { scope: 'row', class: 'name' }, bar, row.lostPart > 0 ? lost : null, chosen),
      others.map((column) => {
        const cell = column.show(row);
        if (column.isText) return el('td', { class: 'text', title: cell }, fitted(cell, 200));
        return el('td', { class: column.loses?.(row) ? 'num lost' : 'num' }, cell);
      }));
  }

  function draw(force) {
    const start = Math.max(0, Math.floor(view.scrollTop / ROW) - AROUND);
    const end = Math.min(rows.length, start + SHOWN + 2 * AROUND);
    if (!force && start === first) return;
    first = start;
    const focused = body.contains(document.activeElement) ? document.activeElement.dataset.index : null;
    above.firstChild.style.height = `${start * ROW}px`;
    below.firstChild.style.height = `${(rows.length - end) * ROW}px`;
    const stop = Math.min(Math.max(focus, start), end - 1);
    body.nameWidth = heads[0].clientWidth || 300;
    body.replaceChildren(...(start > 0 ? [above] : []), 
      ...rows.slice(start, end).map((row, n) => rowNode(row, start + n, start + n === stop)),
      ...(end < rows.length ? [below] : []));
    if (focused !== null) body.querySelector(`[data-index="${focused}"]`)?.focus({ preventScroll: true });
    if (rows.length === 0) {
      body.append(el('tr', {}, el('td', { class: 'empty', colspan: columns.length },
        all.length === 0 ? empty : 'No row has this text.')));
    }
  }

  function update() {
    const wanted = box.value.toLowerCase();
    rows = wanted ? all.filter((row) => columns[0].show(row).toLowerCase().includes(wanted)) : all;
    if (sorted) {
      const value = sorted.cell;
      rows = [...rows].sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        return (x < y ? -1 : x > y ? 1 : 0) * direction || b.hits - a.hits;
      });
    }
    heads.forEach((head, index) => {
      const order = columns[index] === sorted ? (direction > 0 ? 'ascending' : 'descending') : null;
      if (order) head.setAttribute('aria-sort', order); else head.removeAttribute('aria-sort');
    });
    count.textContent = rows.length === all.length ? grouped(all.length)
      : `${grouped(rows.length)} of ${grouped(all.length)}`;
    table.setAttribute('aria-rowcount', String(rows.length + 1));
    view.classList.toggle('scrolls', rows.length > SHOWN);
    view.scrollTop = 0;
    focus = 0;
    whole.textContent = '';
    draw(true);
  }

  function go(index) {
    if (rows.length === 0) return;
    const wanted = Math.min(Math.max(index, 0), rows.length - 1);
    const top = wanted * ROW;
    if (top < view.scrollTop) view.scrollTop = top;
    if (top + ROW > view.scrollTop + SHOWN * ROW) view.scrollTop = top + ROW - SHOWN * ROW;
    draw(true);
    body.querySelector(`[data-index="${wanted}"]`)?.focus({ preventScroll: true });
    node.scrollIntoView({ block: 'nearest' });
  }

  view.addEventListener('scroll', () => requestAnimationFrame(() => draw(false)));
  new ResizeObserver(() => draw(true)).observe(table);
  const api = {
    node, box,
    /** Shows other rows, in their order. */
    show(next) { all = next; update(); },
    move(step) { go(body.contains(document.activeElement) ? focus + step : focus); },
    /** The rows that are shown, for paper: more than the screen has. */
    get rows() { return rows; },
  };
  node.addEventListener('focusin', () => { active = api; });
  tables.push(api);
  return api;
}

let active = null;
