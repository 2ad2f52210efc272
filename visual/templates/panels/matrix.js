// The matrix: only what is in sight is drawn, so that hundreds of rows and columns stay quick.
const SIZE = { row: 36, column: 42, band: 30, beyond: 6 };
const grid = byId("grid");
const table = { rows: [], columns: [], at: [0, 0], drawn: "", shown: new Map() };

const narrow = () => innerWidth < 760;
const headWidth = () => (narrow() ? 116 : 196);
const headHeight = () => (narrow() ? 150 : 190);

function orders() {
  const collator = new Intl.Collator(state.language === "en" ? "en" : "zh");
  const named = (a, b) => collator.compare(label(a), label(b)) || a.at - b.at;
  return {
    code: (a, b) => a.code.localeCompare(b.code) || a.at - b.at,
    name: named,
    alike: (a, b) => a.rank - b.rank,
    number: (a, b) => scope.adoptedAt[b.at] - scope.adoptedAt[a.at] || a.at - b.at,
    many: (a, b) => scope.adopters[b.at].size - scope.adopters[a.at].size || scope.met[b.at].size - scope.met[a.at].size || a.at - b.at,
  };
}

// Columns stand by system in the Outline's order; a folded system is one column that counts.
function arrange() {
  const order = orders();
  table.rows = [...scope.rows].sort(order[chosen.rows] || order.code);
  const folded = new Set(chosen.folded.split(",").filter(Boolean));
  table.columns = [];
  table.bands = [];
  for (const theme of [...data.themes.keys(), -1]) {
    const inside = scope.columns.filter((column) => column.theme === theme)
      .sort({ name: order.name, alike: order.alike }[chosen.columns] || order.many);
    if (!inside.length) continue;
    const isFolded = folded.has(systemKey(theme));
    const columns = isFolded ? [{ theme, inside }] : inside.map((mechanism) => ({ theme, mechanism }));
    table.bands.push({ theme, from: table.columns.length, size: columns.length, folded: isFolded, inside });
    table.columns.push(...columns);
  }
  const hold = (at, count) => Math.max(0, Math.min(at, count - 1));
  const row = table.rows.findIndex((place) => place.id === chosen.place);
  const column = table.columns.findIndex(({ mechanism }) => mechanism && mechanism.id === chosen.mechanism);
  table.at = [hold(row < 0 ? table.at[0] : row, table.rows.length), hold(column < 0 ? table.at[1] : column, table.columns.length)];
}

function showMatrix() {
  arrange();
  byId("count").textContent = table.columns.length
    ? say("places-shown", table.rows.length, scope.columns.length) : say("no-cells");
  grid.setAttribute("aria-rowcount", table.rows.length + 2);
  grid.setAttribute("aria-colcount", table.columns.length + 1);
  table.drawn = "";
  table.shown = new Map();
  const inside = make("div", { className: "inside", role: "rowgroup" });
  inside.style.width = `${headWidth() + table.columns.length * SIZE.column}px`;
  inside.style.height = `${SIZE.band + headHeight() + table.rows.length * SIZE.row}px`;
  grid.replaceChildren(inside);
  drawWindow();
  if (chosen.place || chosen.mechanism) bringIntoSight({ middle: true });
}

const spread = (element, left, width) => {
  element.style.left = `${left}px`;
  element.style.width = `${width}px`;
  return element;
};

// Draw what is in sight and a little beyond; what stands there already stays.
function drawWindow() {
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = grid;
  const from = (scroll, size) => Math.max(0, Math.floor(scroll / size) - SIZE.beyond);
  const till = (scroll, room, size, count) => Math.min(count, Math.ceil((scroll + room) / size) + SIZE.beyond);
  const [top, bottom] = [from(scrollTop, SIZE.row), till(scrollTop, clientHeight, SIZE.row, table.rows.length)];
  const [left, right] = [from(scrollLeft, SIZE.column), till(scrollLeft, clientWidth, SIZE.column, table.columns.length)];
  // A new window is drawn when sight nears its edge, not with every step.
  const key = [top, bottom, left, right].map((n) => Math.round(n / 4)).join();
  if (key === table.drawn) return;
  table.drawn = key;
  const stale = (column) => column < left || column >= right;
  for (const [at, row] of table.shown) {
    if (at < top || at >= bottom) {
      row.element.remove();
      table.shown.delete(at);
    }
  }
  for (let at = top; at < bottom; at += 1) {
    if (!table.shown.has(at)) table.shown.set(at, gridRow(table.rows[at], at));
    const { element, cells } = table.shown.get(at);
    for (const [column, cell] of cells) {
      if (stale(column)) {
        cell.remove();
        cells.delete(column);
      }
    }
    const standing = Math.min(...cells.keys());
    const [before, after] = [[], []];
    for (let column = left; column < right; column += 1) {
      if (cells.has(column)) continue;
      cells.set(column, gridCell(table.rows[at], at, column));
      (column < standing && standing < Infinity ? before : after).push(cells.get(column));
    }
    element.firstElementChild.after(...before);
    element.append(...after);
  }
  const inside = grid.firstElementChild;
  inside.querySelectorAll(".bands, .heads").forEach((row) => row.remove());
  inside.prepend(bandRow(left, right), headRow(left, right));
  let previous = inside.children[1];
  for (let at = top; at < bottom; at += 1) {
    const { element } = table.shown.get(at);
    if (previous.nextElementSibling !== element) previous.after(element);
    previous = element;
  }
  markActive();
}

function gridRow(place, at) {
  const element = make("div", { className: "row", role: "row", "aria-rowindex": at + 3 });
  element.style.top = `${SIZE.band + headHeight() + at * SIZE.row}px`;
  const head = make("div", { className: "rowhead" + (place.id === chosen.place ? " on" : ""), role: "rowheader", "data-place": place.id, "aria-colindex": 1, title: label(place) },
    make("span", { text: label(place) }), make("small", { text: scope.adoptedAt[place.at], title: say("adopted-count") }));
  head.style.width = `${headWidth()}px`;
  element.append(head);
  return { element, cells: new Map() };
}

function gridCell(place, at, column) {
  const { mechanism, inside } = table.columns[column];
  const element = make("div", { role: "gridcell", id: `c${at}-${column}`, "aria-colindex": column + 2, "data-at": `${at},${column}` });
  spread(element, headWidth() + column * SIZE.column, SIZE.column);
  if (inside) {
    const held = inside.filter((each) => cellOf(place, each).status === "adopted").length;
    element.className = "cell sum";
    element.textContent = isThere(place) || held ? held : "";
    element.setAttribute("aria-label", `${label(place)} · ${systemName(inside[0].theme)}: ${say("adopted-count")} ${held}`);
    if (!isThere(place)) element.classList.add("hatch");
    return element;
  }
  const cell = cellOf(place, mechanism);
  const text = cellText(place, mechanism, cell);
  element.className = "cell " + (cell.status === "none" ? "hatch" : cell.status) + (cell.weak ? " weak" : "");
  element.setAttribute("aria-label", text);
  if (SHAPES[cell.status] && cell.status !== "none") element.append(sign(cell.status));
  if (cell.year) element.append(make("small", { text: (cell.censored ? "≤" : "") + cell.year }));
  return element;
}

function bandRow(left, right) {
  const row = make("div", { className: "row bands", role: "row", "aria-rowindex": 1 });
  const corner = make("div", { className: "rowhead corner", role: "columnheader", "aria-colindex": 1, text: say("system") });
  corner.style.width = `${headWidth()}px`;
  row.append(corner);
  for (const band of table.bands) {
    if (band.from + band.size <= left || band.from >= right) continue;
    const text = `${systemName(band.theme)} · ${say("system-count", band.inside.length)}`;
    const head = make("div", { className: "band", role: "columnheader", "aria-colindex": band.from + 2, "aria-colspan": band.size, title: text, "aria-label": text,
      "data-band": systemKey(band.theme), "aria-expanded": String(!band.folded) },
      make("span", { text: (band.folded ? "▸ " : "▾ ") + (band.folded ? "" : text) }));
    row.append(spread(head, headWidth() + band.from * SIZE.column, band.size * SIZE.column));
  }
  return row;
}

function headRow(left, right) {
  const row = make("div", { className: "row heads", role: "row", "aria-rowindex": 2 });
  const corner = make("div", { className: "rowhead corner", role: "columnheader", "aria-colindex": 1, text: `${say("place")} · ${say("adopted-count")}` });
  corner.style.width = `${headWidth()}px`;
  corner.style.height = row.style.height = `${headHeight()}px`;
  row.append(corner);
  for (let column = left; column < right; column += 1) {
    const { mechanism, theme, inside } = table.columns[column];
    const text = mechanism ? label(mechanism) : systemName(theme);
    const count = mechanism ? scope.adopters[mechanism.at].size : inside.length;
    const head = make("div", { className: "head" + (mechanism && mechanism.id === chosen.mechanism ? " on" : ""), role: "columnheader", "aria-colindex": column + 2, title: text,
      ...(mechanism ? { "data-mechanism": mechanism.id } : { "data-band": systemKey(theme) }) },
      make("span", { text }), make("small", { text: count }));
    row.append(spread(head, headWidth() + column * SIZE.column, SIZE.column));
  }
  return row;
}

function markActive() {
  for (const before of grid.querySelectorAll(".active")) before.classList.remove("active");
  const [row, column] = table.at;
  const cell = byId(`c${row}-${column}`);
  if (cell) {
    cell.classList.add("active");
    grid.setAttribute("aria-activedescendant", cell.id);
  } else grid.removeAttribute("aria-activedescendant");
}

// Scroll to the cell one stands on: no further than needed, or so that it is amid its neighbours.
function bringIntoSight({ middle = false } = {}) {
  const [row, column] = table.at;
  const [top, left] = [row * SIZE.row, column * SIZE.column];
  const [high, wide] = [grid.clientHeight - SIZE.band - headHeight(), grid.clientWidth - headWidth()];
  const reach = (at, size, scroll, room) => {
    if (at >= scroll && at + size <= scroll + room) return scroll;
    if (middle) return at - (room - size) / 2;
    return at < scroll ? at : at + size - room;
  };
  grid.scrollTop = reach(top, SIZE.row, grid.scrollTop, high);
  grid.scrollLeft = reach(left, SIZE.column, grid.scrollLeft, wide);
  drawWindow();
  markActive();
}

function openCell(row, column) {
  table.at = [row, column];
  const { mechanism, theme } = table.columns[column] || {};
  if (!table.rows[row]) return;
  if (mechanism) go({ place: table.rows[row].id, mechanism: mechanism.id });
  else fold(systemKey(theme));
}

function fold(key) {
  const folded = new Set(chosen.folded.split(",").filter(Boolean));
  if (!folded.delete(key)) folded.add(key);
  go({ folded: [...folded].join(",") }, { step: false });
}

function onGridKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const [row, column] = table.at;
  const page = Math.max(1, Math.floor((grid.clientHeight - headHeight()) / SIZE.row) - 1);
  const [last, end] = [table.rows.length - 1, table.columns.length - 1];
  const steps = {
    ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
    Home: [row, 0], End: [row, end], PageUp: [row - page, column], PageDown: [row + page, column],
  };
  if (steps[event.key]) {
    table.at = [Math.max(0, Math.min(last, steps[event.key][0])), Math.max(0, Math.min(end, steps[event.key][1]))];
    bringIntoSight();
  } else if (event.key === "f" && table.columns[column]) fold(systemKey(table.columns[column].theme));
  else if (event.key === "Enter" || event.key === " ") {
    openCell(row, column);
    if (table.columns[column]?.mechanism) byId("panel").focus();
  }
  else return;
  event.preventDefault();
}

function wireMatrix() {
  let waiting = false;
  grid.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      drawWindow();
    });
  }, { passive: true });
  grid.addEventListener("click", ({ target }) => {
    const hit = target.closest("[data-at], [data-place], [data-mechanism], [data-band]");
    if (!hit) return;
    const { at, place, mechanism, band } = hit.dataset;
    if (at) openCell(...at.split(",").map(Number));
    else if (place) go({ place, mechanism: "" });
    else if (mechanism) go({ mechanism, place: "" });
    else fold(band);
  });
  grid.addEventListener("mouseover", ({ target }) => {
    const cell = target.closest("[data-at]");
    if (cell) cell.title = cell.getAttribute("aria-label");
  });
  grid.addEventListener("keydown", onGridKey);
}
