// The picture of everything: all marks in one pass under the network, which holds what is chosen.
const CELL = 60;
const BESIDE = 60; // neighbours of the chosen that are drawn with their lines

const MANY = 4000; // with more marks the last picture stands in while one moves
const layer = { key: "", canvas: null, at: null, due: 0 };

function spreadWhole() {
  if (!view.field) fillField();
  const ids = things.has(view.chosen) ? [view.chosen] : [];
  for (const edge of linksOf.get(view.chosen) || []) {
    if (ids.length <= BESIDE && linkShown(edge) && thingShown(other(edge, view.chosen))) ids.push(other(edge, view.chosen).id);
  }
  view.spots = new Map(ids.map((id) => [id, { x: things.get(id).wx, y: things.get(id).wy, side: "below" }]));
}

// What the filters let through, and where to look for it; anew after every change of filters.
function fillField() {
  view.field = data.nodes.filter(thingShown);
  view.cells = new Map();
  for (const thing of view.field) {
    const key = `${Math.floor(thing.wx / CELL)} ${Math.floor(thing.wy / CELL)}`;
    if (!view.cells.has(key)) view.cells.set(key, []);
    view.cells.get(key).push(thing);
  }
  layer.key = "";
}

// The marks are drawn once for each position and then copied.
function drawWhole(ctx) {
  const { width, height } = ctx.canvas;
  const now = ctx.getTransform();
  const key = [now.a, now.e, now.f, width, height, state.language, document.documentElement.dataset.shade].join();
  const moving = layer.key && view.field.length > MANY && layer.key !== key && layer.due !== key;
  if (!moving && layer.key !== key) paintLayer(now, width, height, key);
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = view.chosen ? 0.35 : 1;
  const grown = now.a / layer.at.a;
  ctx.drawImage(layer.canvas, now.e - layer.at.e * grown, now.f - layer.at.f * grown, width * grown, height * grown);
  ctx.restore();
  clearTimeout(layer.timer);
  if (moving) {
    layer.timer = setTimeout(() => {
      layer.due = key;
      network.redraw();
    }, 120);
  }
}

function paintLayer(now, width, height, key) {
  layer.canvas ||= make("canvas");
  Object.assign(layer.canvas, { width, height });
  Object.assign(layer, { key, at: now, due: "" });
  const ctx = layer.canvas.getContext("2d");
  ctx.setTransform(now);
  paintMarks(ctx);
}

function inFrame() {
  const { clientWidth, clientHeight } = byId("graph");
  const from = network.DOMtoCanvas({ x: -20, y: -20 });
  const to = network.DOMtoCanvas({ x: clientWidth + 20, y: clientHeight + 20 });
  return view.field.filter(({ wx, wy }) => wx > from.x && wx < to.x && wy > from.y && wy < to.y);
}

function paintMarks(ctx) {
  const scale = network.getScale();
  const seen = inFrame();
  const size = Math.max(2.2 / scale, Math.min(9, 7 / scale));
  if (seen.length > 600) {
    const colors = new Map(data.kinds.map((kind) => [kind, palette[kind === "theme" || kind === "ontology#Report" ? "soft" : kindName(kind)]]));
    for (const kind of data.kinds) {
      ctx.fillStyle = colors.get(kind);
      for (const { group, wx, wy } of seen) if (group === kind) ctx.fillRect(wx - size, wy - size, 2 * size, 2 * size);
    }
  } else for (const thing of seen) drawGlyph(ctx, thing, thing.wx, thing.wy, size, false);
  drawNames(ctx, seen, scale, size);
}

// Names of places and systems first, of the rest where there is room.
function drawNames(ctx, seen, scale, size) {
  const weight = (thing) => linksOf.get(thing.id).length + (thing.group === "theme" ? 1e6 : thing.stands ? 1e5 : 0);
  const named = seen.filter((thing) => seen.length < 200 || thing.group === "theme" || thing.group === "ontology#Jurisdiction");
  named.sort((a, b) => weight(b) - weight(a));
  const zoom = 1 / Math.min(scale, 1);
  const px = 13 * zoom;
  const taken = [];
  drawLoose(ctx, seen, zoom, px);
  ctx.font = `600 ${px}px ${fontFamily()}`;
  for (const thing of named.slice(0, 160)) {
    const width = Math.min(142 * zoom, ctx.measureText(label(thing)).width) / 2;
    const box = { left: thing.wx - width, right: thing.wx + width, top: thing.wy - size, bottom: thing.wy + size + 3 * px };
    if (taken.some((at) => box.left < at.right && box.right > at.left && box.top < at.bottom && box.bottom > at.top)) continue;
    taken.push(box);
    drawLabel(ctx, label(thing), { x: thing.wx, y: thing.wy, size, side: "below", strong: thing.size > 12, px, zoom, most: 2 });
  }
}

// The disc of the mechanisms that no system holds has no mark of its own.
function drawLoose(ctx, seen, zoom, px) {
  const loose = seen.filter((thing) => thing.group === "ontology#Mechanism" && !thing.systems);
  if (!loose.length) return;
  const x = loose.reduce((sum, { wx }) => sum + wx, 0) / loose.length;
  const y = loose.reduce((sum, { wy }) => sum + wy, 0) / loose.length;
  drawLabel(ctx, word("no-system"), { x, y, size: 0, side: "below", strong: true, px, zoom, most: 2 });
}

function fitWhole() {
  const xs = view.field.map(({ wx }) => wx);
  const ys = view.field.map(({ wy }) => wy);
  const bound = (values, pick) => values.reduce((a, b) => pick(a, b), values[0] || 0);
  const [left, right] = [bound(xs, Math.min) - 60, bound(xs, Math.max) + 60];
  const [top, bottom] = [bound(ys, Math.min) - 60, bound(ys, Math.max) + 60];
  const { clientWidth, clientHeight } = byId("graph");
  const scale = Math.min(clientWidth / (right - left), (clientHeight - STRIP) / (bottom - top), 1);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom - STRIP / scale) / 2 }, scale });
}

// The nearest mark within reach of a finger.
function wholeAt({ x, y }) {
  const reach = Math.max(12, 9 / network.getScale());
  const around = Math.ceil(reach / CELL);
  let best = "";
  let least = reach;
  for (let i = -around; i <= around; i += 1) {
    for (let j = -around; j <= around; j += 1) {
      for (const thing of view.cells.get(`${Math.floor(x / CELL) + i} ${Math.floor(y / CELL) + j}`) || []) {
        const far = Math.hypot(thing.wx - x, thing.wy - y);
        if (far < least) [best, least] = [thing.id, far];
      }
    }
  }
  return best;
}
