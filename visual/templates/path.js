// The way between two things: all shortest paths; what reports state counts as nearer.
const STATED = 2;
const STANDING = 3;
const PATHS = () => (narrow() ? 5 : 12);

// The cost of everything up to the goal, and by which links each thing is reached most cheaply.
function reachFrom(from, to) {
  const cost = new Map([[from, 0]]);
  const before = new Map();
  const queue = [[from]];
  for (let at = 0; at < queue.length && !(cost.get(to) < at); at += 1) {
    for (const id of queue[at] || []) {
      if (cost.get(id) !== at) continue;
      for (const edge of linksOf.get(id)) {
        const next = other(edge, id);
        if (!linkShown(edge) || (next.id !== to && !thingShown(next))) continue;
        const total = at + (edge.quotes ? STATED : STANDING);
        if (total < (cost.get(next.id) ?? Infinity)) {
          cost.set(next.id, total);
          before.set(next.id, []);
          (queue[total] ||= []).push(next.id);
        }
        if (total === cost.get(next.id)) before.get(next.id).push(edge);
      }
    }
  }
  return before;
}

// Each path as its steps: a thing, and the links that lead to it. The best attested come first.
function findPaths(from, to) {
  const before = reachFrom(from, to);
  const found = [];
  const walk = (id, steps) => {
    if (found.length >= 400) return;
    if (id === from) found.push([{ id, edges: [] }, ...steps]);
    else {
      const sources = new Map();
      for (const edge of before.get(id) || []) {
        const source = other(edge, id).id;
        sources.set(source, [...(sources.get(source) || []), edge]);
      }
      for (const [source, edges] of sources) walk(source, [{ id, edges }, ...steps]);
    }
  };
  walk(to, []);
  const said = (path) => path.flatMap(({ edges }) => edges.flatMap((edge) => edge.quotes || [])).length;
  return found.sort((a, b) => said(b) - said(a));
}

// One column for each step.
function placePath() {
  const [from, to] = state.path;
  const all = findPaths(from, to);
  view.paths = all.slice(0, PATHS());
  view.total = all.length;
  view.route = 0;
  view.spots = new Map(all.length ? [] : [[from, { x: 0, y: 0, side: "below" }], [to, { x: 400, y: 0, side: "below" }]]);
  const columns = [];
  for (const path of view.paths) {
    path.forEach(({ id, edges }, at) => {
      (columns[at] ||= new Set()).add(id);
      for (const edge of edges) view.steps.add(edge.id);
    });
  }
  columns.forEach((column, at) => [...column].forEach((id, row) => {
    const y = (row - (column.size - 1) / 2) * 72;
    view.spots.set(id, { x: at * (narrow() ? 165 : 330), y, side: "below" });
  }));
}

function onRoute(edge) {
  return (view.paths[view.route] || []).some(({ edges }) => edges.includes(edge));
}

function showPath() {
  const [from, to] = state.path.map((id) => things.get(id));
  const head = make("h2", {}, goTo(from), make("span", { text: " → " }), goTo(to));
  if (!view.paths.length) {
    fillPanel(make("p", { className: "kind", text: word("path") }), head, make("p", { text: word("no-path") }));
    return;
  }
  const path = view.paths[view.route];
  const steps = path.slice(1).flatMap(({ id, edges }) => edges.map((edge) => [id, edge]));
  const via = (one) => one.slice(1, -1).map(({ id }) => label(things.get(id))).join(" → ") || word("direct");
  const rest = view.paths.map((one, at) => make("button", {
    type: "button", className: "link", text: via(one), "aria-pressed": String(at === view.route),
    onclick: () => {
      view.route = at;
      draw();
      showPath();
    },
  }));
  const more = view.total > view.paths.length ? ` / ${view.total}${view.total >= 400 ? "+" : ""}` : "";
  fillPanel(
    make("p", { className: "kind", text: word("path") }),
    head,
    make("p", { className: "soft", text: word("path-hint") }),
    ...steps.flatMap(([id, edge]) => stepPart(edge)),
    make("h3", {}, make("span", { text: word("paths") }), make("span", { className: "n", text: view.paths.length + more })),
    make("ul", { className: "rows" }, ...rest.map((button) => make("li", {}, button))),
  );
}

function stepPart(edge) {
  const head = make("h3", {}, lineSample(lineOf(edge)),
    make("span", {}, goTo(things.get(edge.from)), make("span", { text: ` ${word(edge.relation)} ` }), goTo(things.get(edge.to))));
  return [head, ...(edge.quotes || []).map((at) => quote(at, edge))];
}

// Between “path to …” and the choice of its goal, whatever is opened or clicked is the goal.
function startPath(id) {
  view.from = id;
  byId("asking").hidden = !id;
  if (!id) return;
  byId("asking-text").textContent = word("path-to").replace("{0}", label(things.get(id)));
  byId("search").focus();
}

function isGoal(id) {
  if (!view.from || !things.has(id) || id === view.from) return false;
  const from = view.from;
  startPath("");
  go({ path: [from, id] });
  return true;
}
