// Can this be trusted? The inputs, the balance of lines, what is not told apart, and who made this.

const BALANCE = [
  ['requests', 'requests'], ['malformed', 'could not be read'], ['no_target', 'without a request target'],
  ['filtered', 'filtered out'], ['blank', 'blank'], ['directive', 'directives'],
];

function balanceNode() {
  const { lines } = report;
  const parts = BALANCE.filter(([key]) => lines[key] > 0);
  const bar = el('div', { class: 'balance', 'aria-hidden': 'true' }, parts.map(([key]) => {
    const part = el('span', { class: key });
    part.style.flexGrow = String(lines[key]);
    return part;
  }));
  const words = parts.map(([key, name]) => el('li', { class: key },
    el('b', {}, grouped(lines[key])), ` ${name} `, el('span', {}, share(lines[key], lines.total))));
  return [
    el('h3', {}, 'Balance of lines'), bar, el('ul', { class: 'parts' }, words),
    el('p', { class: 'note' }, `Together ${counted(lines.total, 'line', 'lines')}: each is in exactly one of these.`),
  ];
}

function inputsNode() {
  const known = (text) => (text === null ? '–' : shown(text));
  const rows = report.inputs.slice(0, 200).map((input) => el('tr', {},
    el('th', { scope: 'row', class: 'name' }, el('code', {}, fitted(shown(input.name), 60))),
    el('td', {}, known(input.container)), el('td', {}, known(input.format)),
    el('td', { class: 'num' }, grouped(input.lines)),
    el('td', { class: 'fault' }, input.error ?? input.warning ?? 'none')));
  const more = report.inputs.length - rows.length;
  return [
    el('h3', {}, 'Inputs'),
    el('div', { class: 'across', tabindex: '0', role: 'group', 'aria-label': 'Inputs' }, el('table', { class: 'plain' },
      el('thead', {}, el('tr', {}, ['Input', 'packed', 'format', 'lines', 'fault'].map((title) =>
        el('th', { scope: 'col', class: title === 'lines' ? 'num' : null }, title)))), el('tbody', {}, rows))),
    more > 0 ? el('p', { class: 'note' }, `${counted(more, 'more input', 'more inputs')}.`) : null,
  ];
}

function remarks() {
  const all = [...facts.notes];
  const references = report.parameters.client_reference_id;
  if (references.distinct_is_estimate) all.push('The number of distinct references is an estimate.');
  for (const { dimension, hits } of report.folded) {
    const count = counted(hits, 'hit counts', 'hits count');
    all.push(`${dimension}: ${count} as (other), since memory (--max-memory) had no room.`);
  }
  const unknown = hoursUnknown();
  if (unknown > 0) {
    const count = counted(unknown, 'tagged request has', 'tagged requests have');
    all.push(`${count} no readable time and no place in the chart.`);
  }
  for (const filter of facts.filters) all.push(`Only what ${filter} lets pass is counted.`);
  if (facts.top !== null) all.push(`Lists are shortened to ${grouped(facts.top)} entries (--top).`);
  if (all.length === 0) all.push('Nothing was folded, filtered or estimated.');
  return [el('h3', {}, 'What to know'), el('ul', { class: 'remarks' }, all.map((text) => el('li', {}, shown(text))))];
}

function makeTrust() {
  const origin = [
    ['Made by', facts.version], ['Command', facts.command],
      ['Made at', facts.made.replace('T', ' ').replace('Z', ' UTC')],
    ['Times', 'UTC'],
  ].filter(([, text]) => text);
  return { node: el('section', { id: 'trust', 'aria-labelledby': 'trust-title' },
    el('h2', { id: 'trust-title' }, 'Can this be trusted?'),
    balanceNode(), inputsNode(), remarks(),
    el('h3', {}, 'Origin'),
    el('dl', { class: 'origin' }, origin.map(([name, text]) => el('div', {}, el('dt', {}, name),
      el('dd', {}, el('code', {}, shown(text))))))) };
}
