// Everything tied together: the address is followed, the view drawn, the details shown.
const PAPER = 22; // columns of the matrix on a sheet
const SHEETS = 12;

function follow() {
  readAddress();
  readScope();
  setFilters();
  byId("grid").hidden = chosen.view !== "matrix";
  byId("lines").hidden = chosen.view !== "timeline";
  byId("chart").hidden = chosen.view !== "map";
  byId("subject").hidden = chosen.view === "matrix";
  for (const tab of document.querySelectorAll("#views a")) {
    if (tab.dataset.view === chosen.view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
    tab.href = addressOf({ ...chosen, view: tab.dataset.view });
  }
  if (document.activeElement !== byId("choose")) showChoice();
  ({ matrix: showMatrix, timeline: showTimeline, map: showMap })[chosen.view]();
  showDetails();
}

function onKey(event) {
  if (event.key !== "Escape" || event.target.matches("input, select") || !(chosen.place || chosen.mechanism)) return;
  go({ place: "", mechanism: "" });
  if (chosen.view === "matrix") grid.focus();
}

// On paper the matrix is whole: plain tables, some columns at a time.
function layPaper() {
  if (chosen.view === "timeline") document.querySelectorAll("tr.more button").forEach((button) => button.click());
  if (chosen.view !== "matrix") return;
  const sheets = [];
  const columns = table.columns.filter(({ mechanism }) => mechanism).map(({ mechanism }) => mechanism);
  for (let from = 0; from < columns.length && sheets.length < SHEETS; from += PAPER) {
    const some = columns.slice(from, from + PAPER);
    const head = make("tr", {}, make("th", {}), ...some.map((mechanism) => make("th", { scope: "col" }, make("span", { text: label(mechanism) }))));
    const rows = table.rows.map((place) => make("tr", {}, make("th", { scope: "row", text: label(place) }), ...some.map((mechanism) => {
      const cell = cellOf(place, mechanism);
      const year = cell.year ? make("small", { text: (cell.censored ? "≤" : "") + cell.year }) : "";
      return make("td", { className: cell.status === "none" ? "hatch" : "" }, !["none", "hidden"].includes(cell.status) && sign(cell.status), year);
    })));
    sheets.push(make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
  }
  if (columns.length > PAPER * SHEETS) sheets.unshift(make("p", { text: say("paper-cut", PAPER * SHEETS) }));
  byId("paper").replaceChildren(...sheets);
}

function startPanels() {
  wireMatrix();
  wireMap();
  wireFilters();
  wireChoice();
  readAddress();
  spoken.push(fillFilters, follow);
  document.addEventListener("keydown", onKey);
  addEventListener("popstate", follow);
  addEventListener("resize", () => chosen.view === "matrix" && showMatrix());
  addEventListener("beforeprint", layPaper);
  addEventListener("afterprint", () => byId("paper").replaceChildren());
  if (innerWidth < 1100) byId("filters").open = false;
  startFrame();
}

startPanels();

// For tests and for a console: what the page works out, by the names of things.
const named = (things, text) => things.find((thing) => [thing.zh, thing.en].includes(text));
window.fazhi = {
  first: (place, mechanism) => firstAdopted(named(places, place), named(mechanisms, mechanism)),
  curve: (mechanism) => curveOf(named(mechanisms, mechanism), places),
  cell(place, mechanism) {
    const { status, year, weak = false, censored = false } = cellOf(named(places, place), named(mechanisms, mechanism));
    return { status, year, weak, censored };
  },
  outcomes: (place, mechanism) => own(named(places, place), named(mechanisms, mechanism))
    .filter((each) => each.status === "planned").map(outcomeOf),
  rows: () => table.rows.map((place) => place.zh),
  columns: () => table.columns.map(({ mechanism, theme }) => (mechanism ? mechanism.zh : systemKey(theme))),
  sight: () => sight.box,
};
