// What to fix: a row for each value that is dropped, with the byte that is to blame, the reason in words, and what to
// write instead; opened, the links that have it.

const PAGE = 12;
const LINKS = 25;

/** A value with its marked part. */
function markedValue(cause) {
  const [from, to] = cause.mark ?? [0, 0];
  const { value } = cause;
  const parts = [shown(value.slice(0, from)), shown(value.slice(from, to)), shown(value.slice(to))];
  const name = el('span', { class: 'parameter' }, `${cause.parameter}=`);
  if (to <= from) return el('code', { class: 'value' }, name, fitted(parts[0] + parts[2], 120));
  return el('code', { class: 'value', title: `${cause.parameter}=${shown(value)}` }, name, fitted(parts[0], 100),
    el('mark', {}, fitted(parts[1], 24)), fitted(parts[2], 60));
}

/** The links of each cause, most hits first. */
function linksOfCauses() {
  const all = new Map();
  for (const row of report.rejections) {
    const key = `${row.parameter} ${row.reason} ${row.value}`;
    if (!all.has(key)) all.set(key, []);
    all.get(key).push(row);
  }
  for (const rows of all.values()) rows.sort((a, b) => b.hits - a.hits);
  return (cause) => all.get(`${cause.parameter} ${cause.reason} ${cause.value}`) ?? [];
}

const mendedLink = (link, cause) => `${link}?${cause.parameter}=${cause.mended}`;

function causeNode(cause, rows) {
  const id = `cause-${causeNode.count = (causeNode.count ?? 0) + 1}`;
  const places = el('div', { class: 'places', id, hidden: true });
  const links = cause.links === null ? 'several links' : counted(cause.links, 'link', 'links');
  const open = el('button', { type: 'button', class: 'open', 'aria-expanded': 'false', 'aria-controls': id,
    on: { click() {
    const isOpen = places.hidden;
    places.hidden = !isOpen;
    open.setAttribute('aria-expanded', String(isOpen));
    if (isOpen && !places.hasChildNodes()) places.append(...placesOf(cause, rows));
  } } }, markedValue(cause));
  return el('li', { class: 'cause' },
    el('div', { class: 'what' }, open, el('p', { class: 'why' }, cause.why)),
    el('div', { class: 'mend' }, cause.mended ? [
      el('span', { class: 'arrow', 'aria-hidden': 'true' }, '→ '), el('span', { class: 'unseen' }, 'write '),
      el('code', {}, cause.mended),
      button('Copy', () => copy(`${cause.parameter}=${cause.mended}`),
        { 'aria-label': `Copy ${cause.parameter}=${cause.mended}` })] : null),
    el('div', { class: 'hits' }, el('b', {}, grouped(cause.hits)), ' ',
      el('span', {}, cause.hits === 1 ? 'time' : 'times'), el('span', { class: 'links' }, `on ${links}`)),
    places);
}

function placesOf(cause, rows) {
  const { example } = cause;
  const list = rows.slice(0, LINKS).map((row) => el('tr', {},
    el('th', { scope: 'row', class: 'name' }, el('code', {}, shown(row.link) || '(no path)')),
    el('td', { class: 'num' }, grouped(row.hits)),
    el('td', { class: 'place' }, `${fitted(shown(row.example.input), 40)}:${row.example.line}`),
    el('td', {}, cause.mended ? button('Copy mended link', () => copy(mendedLink(row.link, cause))) : null)));
  const more = rows.length - list.length;
  const first = `First seen at ${fitted(shown(example.input), 60)}:${example.line}.`;
  return [
    list.length === 0 ? null : el('table', { class: 'plain' }, el('thead', {}, el('tr', {},
      el('th', { scope: 'col' }, 'Link'), el('th', { scope: 'col', class: 'num' }, 'hits'),
      el('th', { scope: 'col' }, 'first at'), el('td'))), el('tbody', {}, list)),
    el('p', { class: 'note' }, more > 0 ? `${first} ${counted(more, 'more link is', 'more links are')} in the CSV.`
      : first),
  ].filter((node) => node !== null);
}

/** Names that are nearly one of the six, and were never read. */
function nearMissesNode() {
  const misses = report.near_misses ?? [];
  if (misses.length === 0) return null;
  const rows = misses.slice(0, LINKS).map((miss) => el('tr', {},
    el('th', { scope: 'row', class: 'name' }, el('code', {}, shown(miss.name))),
      el('td', {}, el('code', {}, miss.meant)),
    el('td', { class: 'num' }, grouped(miss.hits)),
    el('td', { class: 'place' }, `${fitted(shown(miss.example.input), 40)}:${miss.example.line}`)));
  return el('div', { class: 'misses' }, el('h3', {}, 'Names that nobody reads ',
    el('span', { class: 'count' }, grouped(misses.length))),
    el('div', { class: 'across', tabindex: '0', role: 'group', 'aria-label': 'Names that nobody reads' },
      el('table', { class: 'plain' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'name'),
        el('th', { scope: 'col' }, 'write'), el('th', { scope: 'col', class: 'num' }, 'hits'),
        el('th', { scope: 'col' }, 'first at'))), el('tbody', {}, rows))));
}

function makeFixes() {
  const rowsOf = linksOfCauses();
  let [page, chosen] = [0, []];
  const count = el('span', { class: 'count' });
  const list = el('ol', { class: 'causes' });
  const pager = el('div', { class: 'pager' });
  const note = el('p', { class: 'note' });
  const box = el('input', {
    type: 'search', placeholder: 'Filter', 'aria-label': 'Filter what to fix', autocomplete: 'off', spellcheck: 'false',
    on: { input() { page = 0; update(); } },
  });
  const save = button('Copy all as CSV', () => copy(lines().map((row) => row.map(csvCell).join(',')).join('\n')));
  const file = button('CSV', () => saveCSV('what-to-fix', lines()), { 'aria-label': 'Save what to fix as CSV' });
  const node = el('section', { id: 'fix', 'aria-labelledby': 'fix-title' },
    el('div', { class: 'head' }, el('h2', { id: 'fix-title' }, 'What to fix ', count),
      el('div', { class: 'tools' }, box, save, file)),
    note, list, pager, nearMissesNode());

  function lines() {
    const rows = chosen.flatMap((cause) => {
      const links = rowsOf(cause);
      const places = links.length > 0 ? links
        : [{ link: cause.example.link, hits: cause.hits, example: cause.example }];
      return places.map((row) => [row.link, cause.parameter, cause.value, cause.reason, cause.why, cause.mended ?? '',
        row.hits,
        row.example.input, row.example.line]);
    });
    return [['link', 'parameter', 'value', 'reason', 'why', 'write instead', 'hits', 'input', 'line'], ...rows];
  }

  function update() {
    const wanted = box.value.toLowerCase();
    const link = limits.get('link');
    chosen = facts.causes.filter((cause) => {
      const text = `${cause.parameter}=${cause.value} ${cause.why}`.toLowerCase();
      return text.includes(wanted) && (link === undefined || rowsOf(cause).some((row) => row.link === link));
    });
    const isPartly = range !== null || [...limits.keys()].some((key) => key !== 'link');
    note.textContent = isPartly ? 'Of the whole report: drops are not told apart by hour, campaign, source or medium.'
      : '';
    count.textContent = grouped(chosen.length);
    const pages = Math.max(1, Math.ceil(chosen.length / PAGE));
    page = Math.min(page, pages - 1);
    const some = chosen.slice(page * PAGE, (page + 1) * PAGE);
    list.replaceChildren(...some.map((cause) => causeNode(cause, rowsOf(cause))));
    if (chosen.length === 0) {
      const whole = facts.causes.length === 0
        ? 'No value was dropped. What breaks a rule of the payment page would stand here, with what to write instead.'
        : 'Nothing that was dropped has this text or link.';
      list.append(el('li', { class: 'empty' }, whole));
    }
    const turn = (step) => { page += step; update(); };
    pager.replaceChildren(...(pages === 1 ? [] : [
      button('Previous', () => turn(-1), { disabled: page === 0 }),
      el('span', {}, `${grouped(page * PAGE + 1)} to ${grouped(page * PAGE + some.length)} of `
        + grouped(chosen.length)),
      button('Next', () => turn(1), { disabled: page === pages - 1 })]));
  }
  onChange(update);
  return { node, update, box };
}
