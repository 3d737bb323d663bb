// The chart of hours: tagged requests as an area, what lost a value as an area in the colour of loss. It is one slider:
// arrow keys read a point, and with Shift they choose hours, as dragging does.

const HEIGHT = 190;
const TOP = 16;
const BOTTOM = 24;

/** The step of two light lines: the largest of 1, 2, 2.5, 5 times a power of ten within half of `top`. */
function lineStep(top) {
  const power = 10 ** Math.floor(Math.log10(Math.max(top / 2, 1)));
  const step = [5, 2.5, 2, 1].map((factor) => factor * power).find((step) => step <= Math.max(top / 2, 1));
  return Math.max(1, Math.round(step));
}

/** A chart; `show` draws points. `choose(from, to)` is told of hours that were chosen, or of null. */
function makeChart(choose) {
  const box = el('div', { class: 'chart' });
  const reading = el('p', { class: 'reading', 'aria-hidden': 'true' });
  const slider = el('div', {
    class: 'plot', role: 'slider', tabindex: '0',
      'aria-label': `Requests by time. Arrow keys read${choose ? '; with Shift they limit' : ''}.`,
  });
  box.append(reading, slider);
  let [points, size, words, lossWords, at, anchor, width] = [[], 1, '', 'lost a value', -1, null, 0];
  let drawing = null;

  const x = (index) => (points.length === 1 ? width / 2 : (index + 0.5) * width / points.length);
  const most = () => points.reduce((top, each) => Math.max(top, each.tagged, each.before ?? 0), 1);
  const y = (count) => HEIGHT - BOTTOM - count * (HEIGHT - TOP - BOTTOM) / most();

  const nameOf = (here) => here.name ?? periodName(here.hour, size);
  const beforeOf = (here) => (here.before === null || here.before === undefined ? ''
    : `${grouped(here.before)} before`);

  function text(point) {
    const lost = point.lost > 0 ? `, ${grouped(point.lost)} ${lossWords}` : '';
    return [`${nameOf(point)}: ${grouped(point.tagged)} ${words}${lost}`, beforeOf(point)].filter(Boolean).join(', ');
  }

  function area(key, className) {
    const base = HEIGHT - BOTTOM;
    const half = points.length === 1 ? Math.min(40, width / 4) : 0;
    const tops = points.length === 1
      ? `${x(0) - half},${y(points[0][key])} ${x(0) + half},${y(points[0][key])}`
      : points.map((point, index) => `${x(index).toFixed(1)},${y(point[key] ?? 0).toFixed(1)}`).join(' ');
    const [left, right] = [x(0) - half, x(points.length - 1) + half];
    return el('svg:g', { class: className },
      el('svg:polygon', { points: `${left.toFixed(1)},${base} ${tops} ${right.toFixed(1)},${base}` }),
      el('svg:polyline', { points: tops }));
  }

  function draw() {
    drawing?.remove();
    width = Math.max(slider.clientWidth, 200);
    const base = HEIGHT - BOTTOM;
    drawing = el('svg:svg', { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true' });
    const step = lineStep(most());
    for (const count of [step, 2 * step]) {
      if (count > most()) continue;
      drawing.append(
        el('svg:line', { class: 'guide', x1: 0, x2: width, y1: y(count), y2: y(count) }),
        el('svg:text', { class: 'tick', x: 0, y: y(count) - 4 }, short(count)));
    }
    const begin = points[0]?.hour ?? 0;
    if (range) {
      const [from, to] = [(range.from - begin) / size, (range.to - begin) / size];
      const part = width / points.length;
      drawing.append(el('svg:rect', {
        class: 'range', x: from * part, width: Math.max((to - from) * part, 2), y: TOP, height: base - TOP,
      }));
    }
    drawing.append(area('tagged', 'tagged'));
    if (points.some((each) => each.before > 0)) drawing.append(area('before', 'before'));
    if (points.some((point) => point.lost > 0)) drawing.append(area('lost', 'loss'));
    drawing.append(el('svg:line', { class: 'base', x1: 0, x2: width, y1: base, y2: base }));
    for (const [index, word] of axisWords(points, size,
      width / (size === 0 ? 24 + 8 * (points[0]?.name.length ?? 0) : 84))) {
      const align = x(index) < 36 ? 'start' : x(index) > width - 36 ? 'end' : 'middle';
      const place = { start: 0, middle: x(index), end: width }[align];
      drawing.append(el('svg:text', { class: 'tick', x: place, y: HEIGHT - 6, 'text-anchor': align }, word));
    }
    drawing.append(el('svg:g', { class: 'cursor' }));
    slider.append(drawing);
    point(at);
  }

  /** Shows where the reader is; -1 is nowhere. */
  function point(index) {
    at = Math.min(index, points.length - 1);
    const cursor = drawing?.querySelector('.cursor');
    if (!cursor) return;
    cursor.replaceChildren();
    slider.setAttribute('aria-valuemin', '0');
    slider.setAttribute('aria-valuemax', String(Math.max(points.length - 1, 0)));
    slider.setAttribute('aria-valuenow', String(Math.max(at, 0)));
    if (at < 0) {
      const total = points.reduce((sum, each) => sum + each.tagged, 0);
      const lost = points.reduce((sum, each) => sum + each.lost, 0);
      reading.replaceChildren(el('span', { class: 'key tagged' }, `${grouped(total)} ${words}`),
        lost > 0 ? el('span', { class: 'key loss' }, `${grouped(lost)} ${lossWords}`) : '');
      slider.setAttribute('aria-valuetext', `${grouped(total)} ${words}, ${grouped(lost)} ${lossWords}`);
      return;
    }
    const here = points[at];
    cursor.append(
      el('svg:line', { x1: x(at), x2: x(at), y1: TOP, y2: HEIGHT - BOTTOM }),
      el('svg:circle', { class: 'tagged', cx: x(at), cy: y(here.tagged), r: 4 }));
    if (here.lost > 0) cursor.append(el('svg:circle', { class: 'loss', cx: x(at), cy: y(here.lost), r: 4 }));
    reading.replaceChildren(el('b', {}, nameOf(here)),
      el('span', { class: 'key tagged' }, `${grouped(here.tagged)} ${words}`),
      here.lost > 0 ? el('span', { class: 'key loss' }, `${grouped(here.lost)} ${lossWords}`) : '',
      beforeOf(here) ? el('span', { class: 'key before' }, beforeOf(here)) : '');
    slider.setAttribute('aria-valuetext', text(here));
  }

  function chosen(a, b) {
    const [first, last] = [Math.min(a, b), Math.max(a, b)];
    choose?.(points[first].hour, points[last].hour + size);
  }

  const indexAt = (event) => {
    const place = event.clientX - slider.getBoundingClientRect().left;
    return Math.min(Math.max(Math.floor(place / width * points.length), 0), points.length - 1);
  };
  let dragged = null;
  slider.addEventListener('pointermove', (event) => {
    point(indexAt(event));
    if (dragged !== null && indexAt(event) !== dragged.last) {
      dragged.last = indexAt(event);
      dragged.moved = true;
      chosen(dragged.first, dragged.last);
    }
  });
  slider.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    slider.setPointerCapture(event.pointerId);
    dragged = { first: indexAt(event), last: indexAt(event), moved: false };
  });
  slider.addEventListener('pointerup', () => {
    if (dragged && !dragged.moved && range) choose?.(null, null);
    dragged = null;
  });
  slider.addEventListener('pointerleave', () => { if (document.activeElement !== slider) point(-1); });
  slider.addEventListener('blur', () => { anchor = null; point(-1); });
  slider.addEventListener('keydown', (event) => {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -points.length, End: points.length,
      PageUp: -24, PageDown: 24 };
    if (!(event.key in steps) || points.length === 0) return;
    event.preventDefault();
    const before = Math.max(at, 0);
    const next = at < 0 ? 0 : Math.min(Math.max(at + steps[event.key], 0), points.length - 1);
    point(next);
    if (event.shiftKey) {
      anchor ??= before;
      chosen(anchor, next);
    } else {
      anchor = null;
    }
  });
  new ResizeObserver(() => { if (slider.clientWidth !== width && points.length > 0) draw(); }).observe(slider);

  return {
    node: box,
    /** Draws `next`; `what` says in words what is counted, `loss` what of it was lost. */
    show(next, nextSize, what, loss = 'lost a value') {
      [points, size, words, lossWords] = [next, nextSize, what, loss];
      if (points.length > 0 && slider.isConnected) draw();
    },
  };
}
