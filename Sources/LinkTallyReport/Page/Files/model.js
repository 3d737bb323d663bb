// The report's data, and what the reader limits it to: a value of a dimension, or some hours.

const report = dataOf('report');
const facts = dataOf('facts');

const DIMENSIONS = [
  { key: 'campaign', title: 'Campaigns', parameter: 'utm_campaign' },
  { key: 'source', title: 'Sources', parameter: 'utm_source' },
  { key: 'medium', title: 'Mediums', parameter: 'utm_medium' },
  { key: 'link', title: 'Links', parameter: null },
];

const limits = new Map();
let range = null;
const listeners = [];

const isLimited = () => limits.size > 0 || range !== null;
const onChange = (listener) => listeners.push(listener);
function changed() { for (const listener of listeners) listener(); }

function limitTo(key, value) {
  if (limits.get(key) === value) limits.delete(key); else limits.set(key, value);
  changed();
}

function limitToHours(from, to) {
  range = from === null ? null : { from, to };
  changed();
}

/** Takes the last limit away; says whether there was one. */
function undoLimit() {
  if (range) range = null;
  else if (limits.size > 0) limits.delete([...limits.keys()].at(-1));
  else return false;
  changed();
  return true;
}

/** The attribution rows within the limits. */
function chosenRows() {
  let rows = report.attributions;
  for (const [key, value] of limits) rows = rows.filter((row) => row[key] === value);
  if (range) {
    rows = rows.filter((row) => {
      const hour = hourNumber(row.hour);
      return hour !== null && hour >= range.from && hour < range.to;
    });
  }
  return rows;
}

/** Adds what may not be known: null stays null. */
const plus = (a, b) => (a === null || b === null || b === undefined ? null : a + b);

/** Sums of rows by a dimension: value, hits, and requests that lost another value. */
function sums(rows, key) {
  const all = new Map();
  for (const row of rows) {
    const entry = all.get(row[key]);
    if (entry) {
      entry.hits += row.hits;
      entry.lost = plus(entry.lost, row.with_rejection);
    } else {
      all.set(row[key], { value: row[key], hits: row.hits, lost: row.with_rejection ?? null });
    }
  }
  return [...all.values()];
}

/** The entries of a dimension: of the whole report as it lists them, else sums over the rows within the limits. */
function entriesOf(dimension, rows) {
  if (isLimited()) return sums(rows, dimension.key).filter((entry) => entry.value !== '');
  if (dimension.parameter) {
    return report.parameters[dimension.parameter].values.map((entry) => (
      { value: entry.value, hits: entry.hits, lost: entry.with_rejection ?? null, isRest: Boolean(entry.folded) }));
  }
  return report.links.map((entry) => ({
    value: entry.link, hits: entry.requests, lost: entry.with_rejection, lostAll: entry.lost_attribution,
    isRest: Boolean(entry.folded),
  }));
}

/** The points of the chart: hours or longer periods, without holes. */
function pointsOf(rows) {
  const isWhole = limits.size === 0;
  const entries = isWhole
    ? report.hours.map((entry) => [hourNumber(entry.hour), entry.tagged, entry.with_rejection])
    : rows.map((row) => [hourNumber(row.hour), row.hits, row.with_rejection ?? 0]);
  const known = report.hours.map((entry) => hourNumber(entry.hour)).filter((hour) => hour !== null);
  if (known.length === 0) return { points: [], size: 1 };
  const [first, last] = [known[0], known.at(-1)];
  const size = hoursAPoint(first, last);
  const start = Math.floor(first / size) * size;
  const points = [];
  for (let hour = start; hour <= last; hour += size) points.push({ hour, tagged: 0, lost: 0 });
  for (const [hour, tagged, lost] of entries) {
    if (hour === null) continue;
    const point = points[Math.floor((hour - start) / size)];
    point.tagged += tagged;
    point.lost += lost;
  }
  return { points, size };
}

/** The requests of no known hour. */
const hoursUnknown = () => report.hours.filter((entry) => hourNumber(entry.hour) === null)
  .reduce((sum, entry) => sum + entry.tagged, 0);
