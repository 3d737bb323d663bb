// The pages of reports that are tables, and of payments.

/** A cell of a table: what people read. */
function cellText(column, value) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return shown(value) || '(none)';
  if (!column.endsWith('_percent')) return grouped(value);
  return `${column.includes('change') && value > 0 ? '+' : ''}${value}%`;
}

/** A table of a report: texts, then figures, the first of which is drawn behind the first text. */
function tableOf({ title, name, texts, figures, entries, losing = [], empty = 'Nothing.' }) {
  const column = ([key, heading], isText) => ({
    title: heading, csv: key, isText, show: (row) => (isText && key === texts[0][0] ? row.entry[key]
      : cellText(key, row.entry[key])),
    cell: (row) => row.entry[key] ?? (isText ? '' : 0), loses: (row) => losing.includes(key) && row.entry[key] > 0,
  });
  const table = makeTable({ title, name, empty, isWide: true,
    columns: [...texts.map((text) => column(text, true)), ...figures.map((figure) => column(figure, false))] });
  const [first] = figures.find(([key]) => key === 'hits') ?? figures[0];
  const top = entries.reduce((most, entry) => Math.max(most, Number(entry[first]) || 0), 1);
  const isByTime = texts[0][0] === 'period';
  const ordered = isByTime ? entries : entries.toSorted((a, b) => (Number(b[first]) || 0) - (Number(a[first]) || 0));
  table.show(ordered.map((entry) => ({ entry, hits: Number(entry[first]) || 0,
    part: (Number(entry[first]) || 0) / top })));
  return table.node;
}

/** The points of a chart of periods, each row's in its period. */
function periodPoints(entries) {
  const all = new Map();
  for (const entry of entries) {
    if (entry.period === 'unknown') continue;
    const point = all.get(entry.period) ?? { name: entry.period, tagged: 0, lost: 0, before: null };
    point.tagged += entry.conversions ?? entry.hits;
    point.lost += entry.lost_attribution ?? 0;
    const before = entry.conversions_before ?? entry.hits_before;
    if (before !== undefined && before !== null) point.before = (point.before ?? 0) + before;
    all.set(entry.period, point);
  }
  return [...all.values()];
}

function originNode(rows) {
  return el('section', { id: 'trust', 'aria-labelledby': 'trust-title' },
    el('h2', { id: 'trust-title' }, 'Can this be trusted?'),
    facts.notes?.length > 0 ? el('ul', { class: 'remarks' }, facts.notes.map((note) => el('li', {}, shown(note))))
      : null,
    el('dl', { class: 'origin' }, [...rows, ['Made by', facts.version], ['Command', facts.command],
      ['Made at', facts.made.replace('T', ' ').replace('Z', ' UTC')]].filter(([, text]) => text)
      .map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', {}, el('code', {}, shown(text)))))));
}

/** What the tables come to, in a sentence; null where they are shortened: a sum would be of what is shown alone. */
function tableVerdict() {
  if (facts.tables.some((table) => table.title.includes('(top '))) return null;
  const conversions = (number) => counted(number, 'conversion', 'conversions');
  const sum = (key) => report.rows.reduce((all, row) => all + (row[key] ?? 0), 0);
  if (report.goals) {
    const sentences = report.goals.slice(0, 3).map((goal) => {
      const rate = goal.rate_percent === null ? '' : ` (${goal.rate_percent}%)`;
      return `${shown(goal.goal)}: ${conversions(goal.conversions)} of ${counted(goal.hits, 'hit', 'hits')}${rate}`;
    });
    return `${sentences.join('; ')}.`;
  }
  const periods = new Set(report.rows.map((row) => row.period)).size;
  const when = report.by ? ` in ${counted(periods, report.by, `${report.by}s`)}` : '';
  if (report.rows.some((row) => 'conversions' in row)) {
    return `${conversions(sum('conversions'))} of ${counted(sum('hits'), 'hit', 'hits')}${when}.`;
  }
  const lost = report.rows.some((row) => 'lost_attribution' in row)
    ? `; ${grouped(sum('lost_attribution'))} lost all attribution` : '';
  return `${counted(sum('hits'), 'attributed request', 'attributed requests')}${when}${lost}.`;
}

function makeTables() {
  const parts = [];
  const verdict = tableVerdict();
  if (verdict) document.querySelector('h1').textContent = verdict;
  const { rows } = report;
  if (report.by && rows) {
    const points = periodPoints(rows);
    if (points.length > 0) {
      const chart = makeChart(null);
      const what = facts.tables[0].columns.some((column) => column.name === 'conversions') ? 'conversions'
        : 'attributed';
      parts.push({ node: el('section', { id: 'when', 'aria-labelledby': 'when-title' },
        el('h2', { id: 'when-title' }, `By ${report.by}`), chart.node),
          update: () => chart.show(points, 0, what, 'lost all attribution') });
    }
  }
  for (const table of facts.tables) {
    const columns = (isText) => table.columns.filter((column) => column.is_text === isText)
      .map((column) => [column.name, column.title === 'before' || column.title === 'change'
        || column.name.includes('_before')
        || column.name.includes('change') ? column.name.replace('_percent', '').replaceAll('_', ' ') : column.title]);
    const texts = columns(true);
    const entries = texts.length > 0 ? report[table.name]
      : report[table.name].map((entry) => ({ ...entry, all: 'all' }));
    parts.push({ node: tableOf({ title: table.title, name: table.name, texts: texts.length > 0 ? texts
      : [['all', 'all']],
      figures: columns(false), entries, losing: ['lost_attribution'] }) });
  }
  parts.push({ node: originNode([['Days of', report.time_zone]]) });
  return parts;
}

const moneyText = (total) => total.revenue.map((each) => `${each.value} ${each.currency.toUpperCase()}`).join(', ');

function makePayments() {
  const { payments, references, probable_drops: drops } = report;
  const names = [['matched', 'reference clicked'], ['unknown_reference', 'reference never seen in the logs'],
    ['no_reference', 'no reference'], ['erased_reference', 'reference erased'], ['failed', 'failed'],
      ['expired', 'expired'],
    ['pending', 'pending']];
  const parts = [tableOf({ title: 'What became of payments', name: 'payments', texts: [['what', 'payments']],
    figures: [['payments', 'number'], ['revenue', 'revenue']],
    entries: names.map(([key, what]) => ({ what, payments: payments[key].payments,
      revenue: payments[key].revenue ? moneyText(payments[key]) || '–' : '–' })) })];
  const losses = drops === null ? [] : drops.payment_links.map((drop) => ({ ...drop, revenue: moneyText(drop) }));
  if (drops === null) {
    parts.push(el('section', {}, el('h2', {}, 'Probable drops'), el('p', { class: 'empty' },
      'Not known: events name a payment link, logs a path. --links FILE.csv joins the two.')));
  } else {
    parts.push(tableOf({ title: 'Probable drops: paid without a reference, after clicks that lost one',
      name: 'probable-drops',
      texts: [['payment_link', 'payment link']],
        figures: [['clicks', 'clicks'], ['payments', 'payments'], ['revenue', 'revenue']],
      entries: losses, losing: ['payments'],
        empty: 'None: no click on these payment links lost a reference before the payment.' }));
  }
  for (const [key, one, title] of [['campaigns', 'campaign', 'Revenue by campaign'],
    ['sources', 'source', 'Revenue by source'],
    ['links', 'link', 'Revenue by link']]) {
    const entries = report[key].map((row) => ({ [one]: row[one] ?? '(no click before the payment)',
      payments: row.payments,
      revenue: `${row.value} ${row.currency.toUpperCase()}` }));
    parts.push(tableOf({ title, name: `revenue-by-${one}`, texts: [[one, one]],
      figures: [['payments', 'payments'], ['revenue', 'revenue']], entries, empty: 'No payment yet.' }));
  }
  if (report.repeated_references.length > 0) {
    parts.push(tableOf({ title: 'References that were paid more than once', name: 'repeated-references',
      texts: [['reference', 'reference']], figures: [['payments', 'payments'], ['revenue', 'revenue']],
      entries: report.repeated_references.map((row) => ({ ...row, revenue: moneyText(row) })) }));
  }
  const { events } = report;
  const known = Object.entries(events).filter(([key, count]) => key !== 'total' && count > 0)
    .map(([key, count]) => `${grouped(count)} ${key.replace('_', ' ')}`).join(', ');
  const faults = report.inputs.filter((input) => input.error ?? input.warning)
    .map((input) => `${input.name}: ${input.error ?? input.warning}`).join('; ');
  parts.push(originNode([['Events', `${grouped(events.total)}${known ? `: ${known}` : ''}`],
    ['Faults', faults || 'none'],
    ['References', `${grouped(references.clicked)} clicked, ${grouped(references.clicked_and_paid)} of them paid`],
    ['Revenue', `gross, of the ${report.attribution} click; refunds are not seen`]]));
  return parts.map((node) => ({ node }));
}
