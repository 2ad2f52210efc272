// The graph by keyboard: arrows walk from mark to mark, Enter centres, Space unfolds and folds.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEYS = {
  Enter: () => things.has(view.chosen) && open(view.chosen),
  " ": () => things.has(view.chosen) && unfold(view.chosen),
  p: () => things.has(view.chosen) && startPath(view.chosen),
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
  0: () => fit(),
};

function onGraphKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (STEPS[event.key]) (event.shiftKey ? pan : walk)(STEPS[event.key]);
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
}

function pan([x, y]) {
  const at = network.getViewPosition();
  const far = 60 / network.getScale();
  network.moveTo({ position: { x: at.x + x * far, y: at.y + y * far } });
}

// The nearest mark that way: what lies aside counts double.
function walk([x, y]) {
  const all = state.whole ? view.field.map(({ id, wx, wy }) => [id, { x: wx, y: wy }]) : [...view.spots].filter(([id]) => spotShown(id));
  const here = all.find(([id]) => id === view.chosen)?.[1] || network.getViewPosition();
  let best = "";
  let least = Infinity;
  for (const [id, spot] of all) {
    const along = (spot.x - here.x) * x + (spot.y - here.y) * y;
    const aside = Math.abs((spot.x - here.x) * y) + Math.abs((spot.y - here.y) * x);
    if (id !== view.chosen && along > 1 && along + 2 * aside < least) [best, least] = [id, along + 2 * aside];
  }
  if (!best) return;
  pick(best);
  const spot = view.spots.get(best);
  if (!inSight(spot)) network.moveTo({ position: spot });
}

function onKey(event) {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    byId("search").focus();
  } else if (event.key === "Escape") {
    startPath("");
    pick(state.focus || "");
  }
}
