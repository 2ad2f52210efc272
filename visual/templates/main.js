// Everything that a person can do, tied together. The address keeps the place: #id or nothing.
function open(id) {
  if (location.hash === "#" + id) follow();
  else location.hash = id;
}

function follow() {
  const id = location.hash.slice(1);
  if (things.has(id)) showAround(id);
  else showOverview();
  showChosen();
}

function showChosen() {
  if (things.has(view.chosen)) showThing(view.chosen);
  else if (links.has(view.chosen)) showLink(view.chosen);
  else showStart();
}

function pick(id) {
  choose(id);
  showChosen();
}

function onKey(event) {
  if (event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    byId("search").focus();
  } else if (event.key === "Escape") pick(state.focus || "");
}

function onGraphKey(event) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (steps[event.key]) {
    const [x, y] = steps[event.key];
    const at = network.getViewPosition();
    const far = 60 / network.getScale();
    network.moveTo({ position: { x: at.x + x * far, y: at.y + y * far } });
    event.preventDefault();
  } else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit();
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor });
}

function wire() {
  network.on("click", ({ pointer }) => pick(thingAt(pointer) || network.getEdgeAt(pointer.DOM) || state.focus || ""));
  network.on("doubleClick", ({ pointer }) => {
    const id = thingAt(pointer);
    if (!id) return;
    toggle(id);
    showChosen();
  });
  network.on("dragEnd", ({ nodes }) => {
    for (const id of nodes) Object.assign(view.spots.get(id) || {}, network.getPosition(id));
  });
  byId("home").addEventListener("click", () => open(""));
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", fit);
  byId("graph").addEventListener("keydown", onGraphKey);
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", follow);
  byId("year").addEventListener("change", (event) => {
    state.year = Number(event.target.value);
    refilter();
  });
}

readPalette();
openView();
openSearch();
wire();
byId("legend").open = innerWidth > 1100;
if (data.focus && !location.hash) history.replaceState(null, "", "#" + data.focus);
startFrame();
follow();
spoken.push(fillLegend, showChosen, draw);
shaded.push(draw);
fillLegend();

// For tests and for a console: where on the canvas a thing stands.
window.fazhi = {
  spot(text) {
    const [id] = [...view.spots.keys()].filter((key) => label(things.get(key)) === text);
    return network.canvasToDOM(network.getPosition(id));
  },
};
