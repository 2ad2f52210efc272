// The canvas: which things stand where, how they look, what is chosen.
const view = { spots: new Map(), notes: [], chosen: "", boxes: new Map(), unfolded: new Map() };
const STRIP = 44; // pixels above the picture, for the count and the zoom buttons
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
let network;

function openView() {
  const options = { ...data.options, nodes: { ...data.options.nodes, ctxRenderer: renderer } };
  network = new vis.Network(byId("graph"), { nodes: nodeSet, edges: edgeSet }, options);
  network.on("beforeDrawing", drawNotes);
}

function renderer({ ctx, id, x, y, state: { hover } }) {
  const thing = things.get(id);
  const spot = view.spots.get(id);
  const strong = id === view.chosen || hover;
  const big = spot && spot.side === "below" && (thing.size > 12 || id === state.focus);
  const size = big ? Math.max(thing.size, 16) : Math.min(thing.size, 9);
  const faint = isFaint(id);
  return {
    drawNode() {
      ctx.globalAlpha = faint ? 0.25 : 1;
      drawGlyph(ctx, thing, x, y, size, strong);
      ctx.globalAlpha = 1;
    },
    drawExternalLabel() {
      const px = big ? 17 : state.language === "en" ? 13 : 14;
      if (px * network.getScale() < 4.5 && !strong) return;
      ctx.globalAlpha = faint ? 0.3 : 1;
      const side = spot ? spot.side : "below";
      view.boxes.set(id, drawLabel(ctx, label(thing), { x, y, size, side, strong: big || strong, px, most: strong ? 5 : big ? 3 : 2 }));
      ctx.globalAlpha = 1;
    },
    nodeDimensions: { width: 2 * size, height: 2 * size },
  };
}

// While something is chosen, what has nothing to do with it steps back.
function isFaint(id) {
  if (!view.chosen || view.chosen === state.focus) return false;
  const edge = links.get(view.chosen);
  if (edge) return id !== edge.from && id !== edge.to;
  if (!view.spots.has(view.chosen) || id === view.chosen) return false;
  return !view.near.has(id);
}

function drawNotes(ctx) {
  for (const { x, y, side, text, line, small } of view.notes) {
    ctx.font = `${small ? "" : "600 "}${small ? 14 : 15}px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = side === "right" ? "left" : "right";
    ctx.fillStyle = line ? palette[line.replace("status/", "")] : palette.soft;
    if (line === "structure") ctx.fillStyle = palette.soft;
    ctx.fillText(text, x + (side === "right" ? -8 : 8), y);
  }
}

function edgeLook(edge, twin) {
  const line = lineOf(edge);
  const color = palette[line.replace("status/", "")];
  const near = !view.chosen || edge.id === view.chosen || edge.from === view.chosen || edge.to === view.chosen;
  const heavy = edge.id === view.chosen;
  return {
    id: edge.id, from: edge.from, to: edge.to,
    color: { color, opacity: near ? (state.focus || view.chosen ? 0.9 : 0.55) : 0.08 },
    dashes: data.dashes[line] || false,
    width: heavy ? 5 : line === "structure" ? 1 : 1.6,
    smooth: twin ? { enabled: true, type: twin % 2 ? "curvedCW" : "curvedCCW", roundness: 0.14 } : false,
  };
}

// Bring the canvas into line with what is unfolded, filtered and chosen.
function draw() {
  readPalette();
  view.boxes.clear();
  view.near = new Set((linksOf.get(view.chosen) || []).map((edge) => other(edge, view.chosen).id));
  const shown = [...view.spots].filter(([id]) => thingShown(things.get(id)) || id === state.focus);
  const ids = new Set(shown.map(([id]) => id));
  const pairs = new Map();
  const edges = [];
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
  byId("count").textContent = word("shown").replace("{0}", ids.size).replace("{1}", things.size);
}

// Around a centre only its own lines are drawn, and those of what was unfolded from there.
function wanted(edge) {
  if (!state.focus) return true;
  const open = (id) => id === state.focus || view.unfolded.has(id);
  return open(edge.from) || open(edge.to);
}

function replace(set, items) {
  const keep = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !keep.has(id)));
  set.update(items);
}

function showOverview() {
  state.focus = "";
  view.spots = new Map(
    data.nodes.filter((node) => "x" in node).map(({ id, x, y }) => [id, { x, y, side: "below" }]),
  );
  Object.assign(view, { notes: [], chosen: "", unfolded: new Map() });
  draw();
  fit();
}

function showAround(id) {
  state.focus = id;
  Object.assign(view, placeAround(id), { chosen: id, unfolded: new Map() });
  draw();
  fit();
}

// Unfold the neighbours of a thing where there is room, or fold them again.
function toggle(id) {
  if (view.unfolded.has(id)) {
    for (const added of view.unfolded.get(id)) view.spots.delete(added);
    view.unfolded.delete(id);
  } else {
    const near = groupsOf(id, thingShown).flatMap((group) => group.edges.map((edge) => other(edge, id).id));
    const fresh = [...new Set(near)].filter((neighbour) => !view.spots.has(neighbour)).slice(0, 24);
    placeNear(view.spots.get(id), fresh, view.spots);
    view.unfolded.set(id, fresh);
    if (fresh.some((added) => !inSight(view.spots.get(added)))) fit();
  }
  draw();
}

function inSight(spot) {
  const { x, y } = network.canvasToDOM(spot);
  const { clientWidth, clientHeight } = byId("graph");
  return x > 70 && x < clientWidth - 70 && y > 20 && y < clientHeight - 50;
}

function choose(id) {
  view.chosen = id;
  draw();
}

function fit() {
  const spots = [...view.spots.values()];
  const reach = state.focus ? 270 : 85;
  const xs = spots.flatMap(({ x, side }) => [x - (side === "right" ? 20 : reach), x + (side === "left" ? 20 : reach)]);
  const ys = [...spots, ...view.notes].flatMap(({ y }) => [y - 30, y + 50]);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const { clientWidth, clientHeight } = byId("graph");
  const room = clientHeight - STRIP;
  const wide = clientWidth / (right - left);
  const scale = Math.max(Math.min(wide, room / (bottom - top), 1.25), Math.min(wide, 0.8), 0.5);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom - STRIP / scale) / 2 }, scale });
}

// The thing whose mark or label lies under a point of the canvas.
function thingAt(point) {
  const mark = network.getNodeAt(point.DOM);
  if (mark) return mark;
  const { x, y } = point.canvas;
  for (const [id, box] of view.boxes) {
    if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return id;
  }
  return "";
}
