// Hours of a report: as numbers since 1970, in periods that a chart has room for, and as a person writes them.

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const POINTS = 400;

/** `2026-11-23T14` as hours since 1970; null where it is no hour. */
function hourNumber(text) {
  const time = /^\d{4}-\d\d-\d\dT\d\d$/.test(text) ? Date.parse(`${text}:00:00Z`) : NaN;
  return Number.isNaN(time) ? null : time / 3600000;
}

/** How many hours a point of the chart has, so that there are not too many points. */
function hoursAPoint(first, last) {
  const span = last - first + 1;
  return [1, 24, 168].find((size) => span / size <= POINTS) ?? Math.ceil(span / POINTS / 168) * 168;
}

/** The time that begins at `hour` and goes on for `size` hours, in words. */
function periodName(hour, size) {
  const start = new Date(hour * 3600000);
  const day = `${DAYS[start.getUTCDay()]} ${start.getUTCDate()} ${MONTHS[start.getUTCMonth()]}`;
  const time = `${String(start.getUTCHours()).padStart(2, '0')}:00`;
  if (size === 1) return `${day}, ${time}`;
  const year = start.getUTCFullYear();
  return size === 24 ? `${day} ${year}` : `${counted(size / 24, 'day', 'days')} from ${day} ${year}`;
}

/** Where an axis has words: at most about `room` indexes of points, and words. Points of size 0 have names. */
function axisWords(points, size, room) {
  const words = [];
  if (size === 0) {
    const every = Math.max(1, Math.ceil(points.length / room));
    return points.map((point, index) => [index, point.name]).filter(([index]) => index % every === 0);
  }
  const steps = size === 1 ? [1, 2, 3, 6, 12, 24, 48, 168] : [1, 2, 7, 14, 28, 91, 182, 364];
  const step = steps.find((step) => points.length / step <= room) ?? Math.ceil(points.length / room);
  points.forEach((point, index) => {
    const start = new Date(point.hour * 3600000);
    const unit = size === 1 ? point.hour : Math.floor(point.hour / size);
    if (unit % step !== 0) return;
    const isDay = size > 1 || start.getUTCHours() === 0;
    const year = step * size >= 24 * 300 ? ` ${start.getUTCFullYear()}` : '';
    words.push([index, isDay
      ? `${size === 1 ? `${DAYS[start.getUTCDay()]} ` : ''}${start.getUTCDate()} ${MONTHS[start.getUTCMonth()]}${year}`
      : `${String(start.getUTCHours()).padStart(2, '0')}:00`]);
  });
  return words;
}
