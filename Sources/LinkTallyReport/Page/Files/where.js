// Where it came from: campaigns, sources, mediums and links; and on demand sources by campaigns.

const MATRIX = 12;

function columnsOf(dimension) {
  const knowsLoss = dimension.key === 'link' || report.attributions.some((row) => 'with_rejection' in row);
  const columns = [
    { title: dimension.key, csv: dimension.key, isText: true, show: (row) => row.value, cell: (row) => row.value },
    { title: 'hits', csv: 'hits', show: (row) => grouped(row.hits), cell: (row) => row.hits,
      hint: dimension.key === 'link' ? 'requests with codes' : 'attributed requests' },
    { title: 'share', csv: 'share_percent', show: (row) => share(row.hits, row.whole),
      cell: (row) => (row.whole ? Math.round(1000 * row.hits / row.whole) / 10 : 0) },
  ];
  if (knowsLoss) {
    columns.push({
      title: 'lost', csv: 'with_rejection', hint: 'requests that lost a value', loses: (row) => row.lost > 0,
      show: (row) => (row.lost === null ? '–' : row.lost === 0 ? '0'
        : `${grouped(row.lost)} · ${share(row.lost, row.hits)}`),
      cell: (row) => row.lost ?? -1,
    });
  }
  return columns;
}

function makeWhere() {
  const grid = el('div', { class: 'grid' });
  const panels = DIMENSIONS.map((dimension) => {
    const table = makeTable({
      title: dimension.title, name: dimension.title.toLowerCase(), columns: columnsOf(dimension),
      pick: (row) => limitTo(dimension.key, row.value), isPicked: (row) => limits.get(dimension.key) === row.value,
      empty: dimension.parameter
        ? `No ${dimension.parameter} arrived. Each value that does stands here, with its hits.`
        : 'No link had codes.',
    });
    grid.append(table.node);
    return { dimension, table };
  });
  const matrix = el('div', { class: 'matrix', hidden: true });
  const ask = button('Sources by campaigns', () => {
    matrix.hidden = !matrix.hidden;
    ask.setAttribute('aria-expanded', String(!matrix.hidden));
    if (!matrix.hidden) drawMatrix();
  }, { 'aria-expanded': 'false' });
  const note = el('p', { class: 'note' });
  const node = el('section', { id: 'where', 'aria-labelledby': 'where-title' },
    el('div', { class: 'head' }, el('h2', { id: 'where-title' }, 'Where it came from'),
      el('div', { class: 'tools' }, ask)),
    note, matrix, grid);

  function drawMatrix() {
    const rows = chosenRows();
    const most = (key) => sums(rows, key).filter((entry) => entry.value !== '')
      .sort((a, b) => b.hits - a.hits).slice(0, MATRIX).map((entry) => entry.value);
    const [sources, campaigns] = [most('source'), most('campaign')];
    const cells = new Map();
    for (const row of rows) {
      const key = JSON.stringify([row.source, row.campaign]);
      cells.set(key, (cells.get(key) ?? 0) + row.hits);
    }
    const top = Math.max(1, ...sources.flatMap((source) => campaigns.map((campaign) =>
      cells.get(JSON.stringify([source, campaign])) ?? 0)));
    const cell = (source, campaign) => {
      const hits = cells.get(JSON.stringify([source, campaign])) ?? 0;
      if (hits === 0) return el('td', { class: 'num none' }, '·');
      const both = button(grouped(hits), () => {
        limits.set('source', source);
        limits.set('campaign', campaign);
        changed();
      }, { class: 'cell', 'aria-label': `${source}, ${campaign}: ${grouped(hits)}` });
      both.style.setProperty('--part', `${Math.round(100 * hits / top)}%`);
      return el('td', { class: 'num' }, both);
    };
    matrix.replaceChildren(el('div', { class: 'across', tabindex: '0', role: 'group',
      'aria-label': 'Sources by campaigns' },
      el('table', { class: 'cross' },
        el('caption', { class: 'unseen' }, `Hits of the ${MATRIX} most frequent sources and campaigns`),
        el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'campaign'),
          sources.map((source) => el('th', { scope: 'col', class: 'turned' },
            el('span', { title: source }, fitted(source, 18)))))),
        el('tbody', {}, campaigns.map((campaign) => el('tr', {},
          el('th', { scope: 'row', class: 'name', title: campaign }, fitted(campaign, 34)),
          sources.map((source) => cell(source, campaign))))))),
    el('p', { class: 'note' }, `The ${MATRIX} most frequent of each. A cell limits the page to both.`));
  }

  function update() {
    const rows = isLimited() ? chosenRows() : [];
    const whole = isLimited() ? rows.reduce((sum, row) => sum + row.hits, 0) : report.requests.attributed;
    for (const { dimension, table } of panels) {
      const entries = entriesOf(dimension, rows).sort((a, b) => b.hits - a.hits);
      const top = Math.max(1, ...entries.slice(0, 1).map((entry) => entry.hits));
      const all = dimension.key === 'link' && !isLimited() ? report.requests.with_parameters : whole;
      for (const entry of entries) {
        entry.part = entry.hits / top;
        entry.lostPart = entry.lost ? Math.min(entry.lost, entry.hits) / top : 0;
        entry.whole = all;
      }
      table.show(entries);
    }
    const isShort = facts.top !== null && isLimited();
    note.textContent = isShort
      ? `This page has the ${grouped(facts.top)} longest rows (--top): what is limited counts these alone.` : '';
    if (!matrix.hidden) drawMatrix();
  }
  onChange(update);
  return { node, update };
}
