// The canvas: which things stand where, how they look, what is chosen.
const view = { spots: new Map(), notes: [], chosen: "", boxes: new Map(), unfolded: new Map(), bundles: new Map(), from: "" };
const STRIP = 44; // pixels above the picture, for the count and the buttons
const UNFOLDED = 24;
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
let network;

function openView() {
  const options = { ...data.options, nodes: { ...data.options.nodes, ctxRenderer: renderer } };
  network = new vis.Network(byId("graph"), { nodes: nodeSet, edges: edgeSet }, options);
  network.on("beforeDrawing", (ctx) => (state.whole ? drawWhole(ctx) : drawNotes(ctx)));
}

const isOverview = () => !state.focus && !state.path && !state.whole;

function renderer({ ctx, id, x, y, state: { hover } }) {
  const thing = things.get(id);
  const spot = view.spots.get(id);
  const strong = id === view.chosen || hover;
  const zoom = state.whole ? 1 / Math.min(network.getScale(), 1) : 1;
  const big = spot && spot.side === "below" && (state.whole ? id === view.chosen : thing.size > 12 || id === state.focus);
  const size = zoom * (big ? Math.max(thing.size, 16) : Math.min(thing.size, state.whole ? 6 : 9));
  const faint = isFaint(id);
  return {
    drawNode() {
      ctx.globalAlpha = faint ? 0.25 : 1;
      drawGlyph(ctx, thing, x, y, size, strong);
      if (hidden(id).length && isOverview() && !view.unfolded.has(id)) ring(ctx, x, y, size + 5);
      ctx.globalAlpha = 1;
    },
    drawExternalLabel() {
      const usual = zoom * (big ? 17 : state.language === "en" ? 13 : 14);
      const told = strong && isOverview() && usual * network.getScale() < 10.5;
      const least = isOverview() && (big || told) ? 10.5 / network.getScale() : 0;
      const px = Math.max(least, usual);
      if ((state.whole ? network.getScale() < 0.6 : px * network.getScale() < 6.5) && !strong) return;
      ctx.globalAlpha = faint ? 0.3 : 1;
      const side = spot ? spot.side : "below";
      view.boxes.set(id, drawLabel(ctx, captionOf(thing), { x, y, size, side, strong: big || strong, px, zoom: least ? px / 17 : zoom, most: strong && !least ? 5 : big ? 3 : 2 }));
      ctx.globalAlpha = 1;
    },
    nodeDimensions: { width: 2 * size, height: 2 * size },
  };
}

// A province that stands for its counties says how many.
function captionOf(thing) {
  const inside = isOverview() ? hidden(thing.id).length : 0;
  return inside ? `${label(thing)} (${inside})` : label(thing);
}

function ring(ctx, x, y, size) {
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  ctx.arc(x, y, size, 0, 2 * Math.PI);
  ctx.stroke();
}

const lineById = (id) => links.get(id) || view.bundles.get(id);

// While something is chosen, what has nothing to do with it steps back.
function isFaint(id) {
  if (!view.chosen || view.chosen === state.focus || state.path) return false;
  const edge = lineById(view.chosen);
  if (edge) return id !== edge.from && id !== edge.to;
  if (!view.spots.has(view.chosen) || id === view.chosen) return false;
  return !view.near.has(id);
}

function drawNotes(ctx) {
  for (const { x, y, side, text, line, small } of view.notes) {
    ctx.font = `${small ? "" : "600 "}${small ? 14 : 15}px ${fontFamily()}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = side === "right" ? "left" : "right";
    ctx.fillStyle = line && line !== "structure" ? palette[kindName(line)] : palette.soft;
    ctx.fillText(text, x + (side === "right" ? -8 : 8), y);
  }
}

function edgeLook(edge, twin) {
  const line = lineOf(edge);
  const chosen = [edge.id, edge.from, edge.to].includes(view.chosen);
  const heavy = edge.id === view.chosen || (state.path && onRoute(edge));
  const near = !view.chosen || chosen || heavy;
  const quiet = isOverview() && !chosen ? 0.3 : state.focus || view.chosen ? 0.9 : 0.55;
  return {
    id: edge.id, from: edge.from, to: edge.to,
    color: { color: palette[kindName(line)], opacity: near ? quiet : state.path ? 0.35 : 0.08 },
    dashes: data.dashes[line] || false,
    width: (heavy ? 5 : line === "structure" ? 1 : 1.6) / (state.whole ? Math.min(network.getScale(), 1) : 1),
    label: "",
    smooth: twin ? { enabled: true, type: twin % 2 ? "curvedCW" : "curvedCCW", roundness: 0.14 } : false,
  };
}

// From a province to the places that it stood for.
function insideLook(from, to) {
  return { id: `${from} ${to}`, from, to, color: { color: palette.structure, opacity: 1 }, width: 1, dashes: false, label: "", smooth: false };
}

// Bring the canvas into line with what is unfolded, filtered and chosen.
function draw() {
  readPalette();
  view.boxes.clear();
  if (state.whole) spreadWhole();
  view.bundles = isOverview() ? bundles() : new Map();
  const shown = [...view.spots].filter(([id]) => spotShown(id));
  const ids = new Set(shown.map(([id]) => id));
  view.near = nearTo(view.chosen);
  const pairs = new Map();
  const edges = [...view.bundles.values()].filter(({ from, to }) => ids.has(from) && ids.has(to)).map(bundleLook);
  for (const [id, inside] of isOverview() ? view.unfolded : []) edges.push(...inside.filter((member) => things.get(member).stands === id).map((to) => insideLook(id, to)));
  for (const id of ids) {
    for (const edge of linksOf.get(id)) {
      if (edge.from !== id || !ids.has(edge.to) || !linkShown(edge) || !wanted(edge)) continue;
      const pair = [edge.from, edge.to].sort().join();
      pairs.set(pair, (pairs.get(pair) ?? -1) + 1);
      edges.push(edgeLook(edge, pairs.get(pair)));
    }
  }
  replace(nodeSet, shown.map(([id, { x, y }]) => ({ id, x, y, size: things.get(id).size })));
  replace(edgeSet, edges);
  network.redraw();
  const count = state.whole ? view.field.length : ids.size;
  byId("count").textContent = word("shown").replace("{0}", count).replace("{1}", things.size);
}

function spotShown(id) {
  if (id === state.focus || (state.path && view.spots.has(id))) return true;
  if (isOverview() && members.has(id) && !state.hiddenKinds.has(things.get(id).group)) return members.get(id).some(thingShown);
  return thingShown(things.get(id));
}

function nearTo(id) {
  const near = new Set((linksOf.get(id) || []).map((edge) => other(edge, id).id));
  for (const added of view.unfolded.get(id) || []) near.add(added);
  for (const { from, to } of view.bundles.values()) {
    if (from === id) near.add(to);
    if (to === id) near.add(from);
  }
  return near;
}

// Around a centre only its own lines are drawn, and those of what was unfolded or chosen there.
function wanted(edge) {
  if (state.path) return view.steps.has(edge.id);
  const open = (id) => id === state.focus || id === view.chosen || view.unfolded.has(id);
  if (open(edge.from) || open(edge.to)) return true;
  return isOverview() && (edge.relation === "ontology#theme" || view.added.has(edge.to));
}

function replace(set, items) {
  const keep = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !keep.has(id)));
  set.update(items);
}

// Lay out what the address asks for, from the beginning.
function arrange() {
  Object.assign(view, { notes: [], chosen: state.focus, unfolded: new Map(), added: new Set(), steps: new Set() });
  view.field = null;
  if (state.path) placePath();
  else if (state.focus) Object.assign(view, placeAround(state.focus));
  else if (state.whole) view.spots = new Map();
  else view.spots = new Map(data.nodes.filter((node) => "x" in node).map(({ id, x, y }) => [id, { x, y, side: "below" }]));
  draw();
  fit();
  showChosen();
  byId("whole").setAttribute("aria-pressed", String(state.whole));
}

// Unfold the neighbours of a thing where there is room, or fold them again.
function toggle(id) {
  if (!view.spots.has(id) || state.path) return;
  if (view.unfolded.has(id)) {
    for (const added of view.unfolded.get(id)) view.spots.delete(added);
    view.unfolded.delete(id);
  } else {
    const inside = isOverview() ? hidden(id) : [];
    const near = inside.length ? inside.map((member) => member.id) : groupsOf(id, thingShown).flatMap((group) => group.edges.map((edge) => other(edge, id).id));
    const fresh = [...new Set(near)].filter((neighbour) => !view.spots.has(neighbour)).slice(0, UNFOLDED);
    placeNear(view.spots.get(id), fresh, view.spots);
    view.unfolded.set(id, fresh);
  }
  view.added = new Set([...view.unfolded.values()].flat());
  draw();
  if ([...view.added].some((added) => !inSight(view.spots.get(added)))) fit();
}

function inSight(spot) {
  const { x, y } = network.canvasToDOM(spot);
  const { clientWidth, clientHeight } = byId("graph");
  return x > 70 && x < clientWidth - 70 && y > 20 && y < clientHeight - 50;
}

function choose(id) {
  view.chosen = id;
  draw();
  const thing = things.get(id);
  byId("said").textContent = thing ? `${label(thing)}, ${word(thing.group)}` : "";
}

function fit() {
  if (state.whole) return fitWhole();
  const spots = [...view.spots.values()];
  if (!spots.length) return undefined;
  const reach = state.focus ? 270 : 95;
  const xs = spots.flatMap(({ x, side }) => [x - (side === "right" ? 20 : reach), x + (side === "left" ? 20 : reach)]);
  const ys = [...spots, ...view.notes].flatMap(({ y }) => [y - 30, y + 50]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const { clientWidth, clientHeight } = byId("graph");
  const room = clientHeight - STRIP;
  const wide = clientWidth / (right - left);
  const least = isOverview() ? 0.2 : 0.5;
  const scale = Math.max(Math.min(wide, room / (bottom - top), 1.25), Math.min(wide, state.focus && narrow() ? 0.8 : least), least);
  return network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom - STRIP / scale) / 2 }, scale });
}

// The thing whose mark or label lies under a point of the canvas.
function thingAt(point) {
  const mark = network.getNodeAt(point.DOM);
  if (mark) return mark;
  const { x, y } = point.canvas;
  for (const [id, box] of view.boxes) {
    if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return id;
  }
  return state.whole ? wholeAt(point.canvas) : "";
}
