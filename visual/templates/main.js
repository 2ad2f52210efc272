// Everything that a person can do, tied together.
function open(id) {
  if (!isGoal(id)) go({ focus: id });
}

function showChosen() {
  if (view.chosen && things.has(view.chosen)) showThing(view.chosen);
  else if (links.has(view.chosen)) showLink(view.chosen);
  else if (view.bundles.has(view.chosen)) showBundle(view.bundles.get(view.chosen));
  else if (state.path) showPath();
  else showStart();
}

function pick(id) {
  if (isGoal(id)) return;
  choose(id);
  showChosen();
}

function unfold(id) {
  if (state.whole) {
    open(id);
    return;
  }
  toggle(id);
  showChosen();
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor });
}

function lineAt(pointer) {
  const id = network.getEdgeAt(pointer.DOM);
  return lineById(id) ? id : "";
}

function follow() {
  readAddress();
  fillLegend();
  arrange();
}

function wire() {
  network.on("click", ({ pointer }) => pick(thingAt(pointer) || lineAt(pointer) || state.focus || ""));
  network.on("doubleClick", ({ pointer }) => {
    const id = thingAt(pointer);
    if (id) unfold(id);
  });
  network.on("dragEnd", ({ nodes }) => {
    for (const id of nodes) Object.assign(view.spots.get(id) || {}, network.getPosition(id));
  });
  byId("home").addEventListener("click", () => go({}));
  byId("whole").addEventListener("click", () => go({ whole: !state.whole }));
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", fit);
  byId("asking-stop").addEventListener("click", () => startPath(""));
  byId("graph").addEventListener("keydown", onGraphKey);
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", follow);
}

readPalette();
openView();
openSearch();
openLegend();
wire();
byId("legend").open = innerWidth > 1100;
if (data.focus && !location.hash) {
  state.focus = data.focus;
  keepAddress(false);
}
startFrame();
follow();
openPicture();
spoken.push(fillLegend, showChosen, draw);
shaded.push(draw);

// For tests, benchmarks and a console: the network, where a thing stands, what can be clicked.
window.fazhi = {
  network,
  spot(text) {
    const { id, wx, wy } = data.nodes.find((node) => label(node) === text && (state.whole || view.spots.has(node.id)));
    return network.canvasToDOM(state.whole ? { x: wx, y: wy } : view.spots.get(id));
  },
  marks() {
    const box = byId("graph").getBoundingClientRect();
    const all = state.whole ? view.field.map(({ id, wx, wy }) => [id, { x: wx, y: wy }]) : [...view.spots];
    const inBox = ({ x, y }) => x > 0 && y > 0 && x < box.width && y < box.height;
    return all.map(([id, at]) => [id, network.canvasToDOM(at)]).filter(([id, point]) => inBox(point) &&
      thingAt({ DOM: point, canvas: network.DOMtoCanvas(point) }) === id).map(([id, point]) =>
      ({ text: label(things.get(id)), x: point.x + box.left, y: point.y + box.top }));
  },
  height(text) {
    const box = view.boxes.get(data.nodes.find((node) => label(node) === text)?.id);
    return box ? (box.bottom - box.top) * network.getScale() : 0;
  },
  drawn() {
    const shown = state.whole ? view.field : nodeSet.getIds().map((id) => things.get(id));
    return shown.map(label);
  },
};
