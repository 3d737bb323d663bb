// Puts the page together, and has the keys.

const KEYS = [
  ['/', 'filter the table that has the focus, else the first'], ['j k', 'next and previous row'],
  ['Enter', 'limit the page to the row'], ['Esc', 'leave the filter, or take the last limit away'],
  ['← →', 'read the chart; with Shift limit to hours'], ['?', 'these keys'],
];

function makeWhen() {
  const chart = makeChart(limitToHours);
  const table = el('div', { class: 'across', tabindex: '0', role: 'group', 'aria-label': 'Requests by time',
    hidden: true });
  const ask = button('Show as table', () => {
    table.hidden = !table.hidden;
    ask.setAttribute('aria-expanded', String(!table.hidden));
    drawTable();
  }, { 'aria-expanded': 'false' });
  const note = el('p', { class: 'note' });
  const node = el('section', { id: 'when', 'aria-labelledby': 'when-title' },
    el('div', { class: 'head' }, el('h2', { id: 'when-title' }, 'When ', el('span', { class: 'count' }, 'UTC')),
      el('div', { class: 'tools' }, ask)), note, chart.node, table);
  let [points, size] = [[], 1];

  function drawTable() {
    if (table.hidden) return;
    table.replaceChildren(el('table', { class: 'plain' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'from'),
        el('th', { scope: 'col', class: 'num' }, 'requests'),
        el('th', { scope: 'col', class: 'num' }, 'lost a value'))),
      el('tbody', {}, points.map((point) => el('tr', {}, el('th', { scope: 'row' }, periodName(point.hour, size)),
        el('td', { class: 'num' }, grouped(point.tagged)),
        el('td', { class: point.lost > 0 ? 'num lost' : 'num' }, grouped(point.lost)))))));
  }

  function update() {
    ({ points, size } = pointsOf(limits.size === 0 ? [] : chosenRows()));
    chart.node.hidden = points.length === 0;
    chart.show(points, size, limits.size === 0 ? 'tagged' : 'attributed');
    note.textContent = points.length === 0
      ? 'No request has a readable time. With times there would be a chart of requests by the hour here.' : '';
    drawTable();
  }
  onChange(update);
  return { node, update };
}

function showLimits() {
  const chips = [...limits].map(([key, value]) => [`${key}: ${shown(value)}`,
    () => { limits.delete(key); changed(); }]);
  if (range) {
    const until = periodName(range.to, 1);
    chips.push([`${periodName(range.from, 1)} to ${until}`, () => limitToHours(null, null)]);
  }
  const hits = chips.length > 0 ? chosenRows().reduce((sum, row) => sum + row.hits, 0) : 0;
  byId('limits').replaceChildren(...(chips.length === 0 ? [] : [
    el('span', { class: 'chosen' },
      `${grouped(hits)} attributed of ${grouped(report.requests.attributed)}, limited to`),
    ...chips.map(([text, action]) => button([fitted(text, 60), ' ', el('span', { 'aria-hidden': 'true' }, '×')], action,
      { class: 'chip', 'aria-label': `Remove the limit ${text}` }))]));
}

function makeKeys() {
  const dialog = el('dialog', { id: 'keys', 'aria-label': 'Keys' }, el('h2', {}, 'Keys'),
    el('dl', {}, KEYS.map(([key, what]) => el('div', {}, el('dt', {}, key.split(' ').map((one) => el('kbd', {}, one))),
      el('dd', {}, what)))), el('form', { method: 'dialog' }, el('button', { class: 'quiet' }, 'Close')));
  document.body.append(dialog);
  const help = byId('help');
  help.hidden = false;
  help.addEventListener('click', () => dialog.showModal());
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.altKey || event.ctrlKey || event.metaKey || dialog.open) return;
    if (event.key === 'Escape') {
      if (isTyping && event.target.value !== '') {
        event.target.value = '';
        event.target.dispatchEvent(new Event('input'));
      } else if (isTyping) {
        event.target.blur();
      } else {
        undoLimit();
      }
      return;
    }
    if (isTyping) return;
    if (event.key === '?') dialog.showModal();
    else if (event.key === '/') (active ?? tables[0])?.box.focus();
    else if (event.key === 'j') (active ?? tables[0])?.move(1);
    else if (event.key === 'k') (active ?? tables[0])?.move(-1);
    else return;
    event.preventDefault();
  });
}

function makePage() {
  const makers = {
    'linktally/1': () => [makeWhen(), makeFixes(), makeWhere(), makeTrust()], 'linktally-reconcile/1': makePayments,
  };
  const parts = (makers[report.schema] ?? makeTables)();
  byId('report-body').replaceChildren(...parts.map((part) => part.node));
  for (const part of parts) part.update?.();
  onChange(showLimits);
  makeKeys();
  document.documentElement.dataset.ready = 'true';
  performance.mark('ready');
}

makePage();
