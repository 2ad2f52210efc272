// The map: a sign at the spot of each place, degrees and names of provinces for bearings, no borders.
const sight = { box: null };
const NEAREST = 260; // a first sight of the places is never closer
let land;
let marks = [];

function showMap() {
  const mechanism = subjectMechanism();
  if (!mechanism) {
    byId("count").textContent = say("no-cells");
    byId("land").replaceChildren();
    byId("dots").replaceChildren();
    return;
  }
  const shown = scope.rows.map((place) => ({ place, ...spotCell(place, mechanism) }))
    .filter(({ status }) => status !== "hidden" && (yes("silent") || !["silent", "none"].includes(status)));
  const rank = (each) => WEIGHT.indexOf(each.status);
  shown.sort((a, b) => rank(b) - rank(a) || a.place.at - b.place.at);
  drawLand(shown.filter(({ place }) => place.spot), mechanism);
  listDots([...shown].sort((a, b) => a.place.code.localeCompare(b.place.code)), mechanism);
  byId("count").textContent = `${label(mechanism)}${chosen.year ? " " + chosen.year : ""} · ` + WEIGHT.map((status) => [status, shown.filter((each) => each.status === status).length])
    .filter(([, count]) => count).map(([status, count]) => `${statusName(status)} ${count}`).join(" · ");
}

// The cell of the mechanism of the map, whatever the filters of mechanisms say.
function spotCell(place, mechanism) {
  const fits = (each) => !isOff(each.status) && inYear(each);
  const stated = own(place, mechanism).filter(fits);
  const status = data.statuses.find((name) => stated.some((each) => each.status === name));
  const parts = ofParts(place, mechanism).filter(fits);
  const first = firstAdopted(place, mechanism);
  if (status) {
    const year = Math.min(...stated.filter((each) => each.status === status).map((each) => each.year));
    return { status, year, censored: status === "adopted" && !chosen.year && first.censored, weak: status !== "problem" && stated.some((each) => each.status === "problem") };
  }
  if (own(place, mechanism).some(inYear)) return { status: "hidden", year: 0 };
  if (parts.length) return { status: "part", year: Math.min(...parts.map((each) => each.year)) };
  if (ofParts(place, mechanism).some(inYear)) return { status: "hidden", year: 0 };
  return { status: isThere(place) ? "silent" : "none", year: 0 };
}

function drawLand(shown, mechanism) {
  const lines = data.map.lines.map(([, points]) => svg("polyline", { points: points.map((point) => point.join()).join(" ") }));
  const degrees = data.map.lines.map(([text, points]) => Object.assign(svg("text", { class: "degree", x: points[text.endsWith("E") ? 12 : 4][0], y: points[text.endsWith("E") ? 12 : 4][1] }), { textContent: text }));
  const seats = data.map.seats.map(([zh, en, x, y]) => Object.assign(svg("text", { class: "seat", x, y, "text-anchor": "middle" }), { textContent: both(zh, en) }));
  marks = shown.map((each) => {
    const { place, status } = each;
    const title = Object.assign(svg("title", {}), { textContent: cellText(place, mechanism, each) });
    const shape = svg("path", { d: SHAPES[status], transform: `${status === "silent" ? "scale(2.2) " : ""}translate(-7 -7)` });
    const mark = svg("g", { class: `dot sign ${status}${place.id === chosen.place ? " on" : ""}`, "data-place": place.id }, title,
      svg("circle", { r: 13, class: "reach" }), shape);
    return { mark, place };
  });
  const names = marks.map(({ place }) => Object.assign(svg("text", { class: "spot" }), { textContent: label(place) }));
  marks.forEach((each, at) => (each.name = names[at]));
  land = svg("svg", { preserveAspectRatio: "xMidYMid meet", role: "img", "aria-label": `${say("map")}: ${label(mechanism)}` },
    svg("g", { class: "grat" }, ...lines), ...degrees, ...seats, ...marks.map(({ mark }) => mark), ...names);
  byId("land").replaceChildren(land);
  if (sight.box) look(sight.box);
  else toPlaces();
}

// Look at a part of the map; signs and names keep their size on the screen.
function look(box) {
  sight.box = box;
  if (!land) return;
  land.setAttribute("viewBox", box.join(" "));
  const { clientWidth, clientHeight } = byId("land");
  const unit = Math.max(box[2] / (clientWidth || 1), box[3] / (clientHeight || 1));
  const inSight = ([x, y]) => x >= box[0] && x <= box[0] + box[2] && y >= box[1] && y <= box[1] + box[3];
  const taken = marks.map(({ place }) => [place.spot[0] / unit, place.spot[1] / unit, 14, place]);
  const seen = marks.filter(({ place }) => inSight(place.spot));
  for (const { mark, place, name } of marks) {
    const [x, y] = place.spot;
    const big = place.id === chosen.place ? 1.5 : 1;
    mark.setAttribute("transform", `translate(${x} ${y}) scale(${unit * big})`);
    const [dx, dy] = [x / unit, y / unit];
    const wide = 12 + (state.language === "en" ? 7 : 13) * name.textContent.length;
    const free = !taken.some(([a, b, other, owner]) => owner !== place && Math.abs(a - dx - wide / 2) < (wide + other) / 2 && Math.abs(b - dy) < 16);
    const shown = place.id === chosen.place || (seen.length <= 60 && free);
    name.setAttribute("visibility", shown ? "visible" : "hidden");
    name.setAttribute("transform", `translate(${x + 10 * unit} ${y + 4 * unit}) scale(${unit})`);
    if (shown) taken.push([dx + wide / 2, dy, wide]);
  }
  for (const text of land.querySelectorAll(".seat")) {
    const [dx, dy] = [text.getAttribute("x") / unit, text.getAttribute("y") / unit];
    const wide = (state.language === "en" ? 4.5 : 7.5) * text.textContent.length + 12;
    const free = !taken.some(([a, b, other]) => Math.abs(a - dx) < (wide + other) / 2 && Math.abs(b - dy) < 17);
    text.setAttribute("visibility", free ? "visible" : "hidden");
    if (free) taken.push([dx, dy, wide]);
  }
  for (const text of land.querySelectorAll(".seat, .degree")) text.style.fontSize = `${(text.classList.contains("seat") ? 13 : 11) * unit}px`;
  byId("land").style.setProperty("--hair", `${unit}px`);
}

function toPlaces() {
  const spots = marks.map(({ place }) => place.spot);
  if (!spots.length) {
    look([...data.map.frame]);
    return;
  }
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  const middle = (all) => (Math.min(...all) + Math.max(...all)) / 2;
  const reach = (all) => Math.max(NEAREST, Math.max(...all) - Math.min(...all) + 90);
  const [width, height] = [reach(xs), reach(ys)];
  look([middle(xs) - width / 2 + 15, middle(ys) - height / 2, width, height]);
}

function zoom(factor, at) {
  const [left, top, width, height] = sight.box;
  const [, , most] = data.map.frame;
  const next = Math.min(most * 1.5, Math.max(8, width / factor));
  const share = next / width;
  const [x, y] = at || [left + width / 2, top + height / 2];
  look([x - (x - left) * share, y - (y - top) * share, next, height * share]);
}

function move(dx, dy) {
  const [left, top, width, height] = sight.box;
  look([left + dx, top + dy, width, height]);
}

// A point of the screen in units of the map.
function pointAt(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(land.getScreenCTM().inverse());
  return [point.x, point.y];
}

function listDots(shown, mechanism) {
  const row = ({ place, year, censored }) => make("li", {}, link(label(place), { place: place.id, mechanism: mechanism.id }),
    make("span", { className: "soft", text: year ? ` ${censored ? "≤" : ""}${year}` : "" }));
  const list = (head, items) => [head, make("ul", { className: "rows" }, ...items.map(row))];
  const title = (status, text, count) => make("h2", {}, status && sign(status), make("span", { text }), make("span", { className: "n", text: count }));
  const located = WEIGHT.map((status) => [status, shown.filter((each) => each.status === status)]).filter(([, items]) => items.length);
  const lost = shown.filter(({ place }) => !place.spot);
  byId("dots").replaceChildren(
    ...located.flatMap(([status, items]) => list(title(status, capital(statusName(status)), items.length), items)),
    ...(lost.length ? list(title("", say("no-coordinates"), lost.length), lost) : []),
    make("p", { className: "soft", text: say("coordinates-note") }));
}

function wireMap() {
  const box = byId("land");
  const fingers = new Map();
  let moved = 0;
  box.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, pointAt(event));
  }, { passive: false });
  box.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    moved = 0;
  });
  box.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId) || !land) return;
    const before = fingers.get(event.pointerId);
    const far = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    if (fingers.size === 2) {
      const [other] = [...fingers.values()].filter((finger) => finger.pointerId !== event.pointerId);
      zoom(far(event, other) / (far(before, other) || 1), pointAt(event));
    } else {
      const [from, to] = [pointAt(before), pointAt(event)];
      move(from[0] - to[0], from[1] - to[1]);
    }
    moved += far(before, event);
    if (moved > 6 && !box.hasPointerCapture(event.pointerId)) box.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) box.addEventListener(end, (event) => fingers.delete(event.pointerId));
  box.addEventListener("click", ({ target }) => {
    const hit = target.closest("[data-place]");
    if (hit && moved < 6) go({ place: hit.dataset.place, mechanism: subjectMechanism().id });
  });
  box.addEventListener("keydown", (event) => {
    const step = sight.box[2] / 8;
    const steps = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (steps[event.key]) move(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") look([...data.map.frame]);
    else return;
    event.preventDefault();
  });
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("zoom-all").addEventListener("click", () => look([...data.map.frame]));
  byId("zoom-places").addEventListener("click", toPlaces);
  addEventListener("resize", () => chosen.view === "map" && look(sight.box));
}
