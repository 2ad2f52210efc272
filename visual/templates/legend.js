// The legend is also the filter: what is unticked is not drawn.
const LINES = ["status/adopted", "status/planned", "status/problem", "status/mentioned", "stated", "structure"];

function fillLegend() {
  const kinds = data.kinds.filter((kind) => data.nodes.some((node) => node.group === kind));
  byId("kinds").replaceChildren(...kinds.map((kind) => tick(glyph(kind), name(kind), state.hiddenKinds, kind)));
  byId("lines").replaceChildren(...LINES.map((line) => tick(lineSample(line), name(line), state.hiddenLines, line)));
  const places = [...new Set(data.nodes.flatMap((node) => (node.stands && node.province) || []))].map((id) => things.get(id));
  places.sort((a, b) => (a.iri < b.iri ? -1 : 1));
  fillChoice("province", "all-provinces", places.map((place) => [place.id, label(place)]));
  const levels = Object.keys(data.words).filter((key) => key.startsWith("level/") && data.nodes.some((node) => node.level === key));
  fillChoice("level", "all-levels", levels.map((level) => [level, name(level)]));
  const systems = data.nodes.filter((node) => node.group === "theme");
  fillChoice("system", "all-systems", systems.map((system) => [system.id, label(system)]));
  fillYears();
  sayFilters();
}

function fillChoice(key, all, choices) {
  const options = [["", word(all)], ...choices].map(([value, text]) => make("option", { value, text }));
  byId(key).replaceChildren(...options);
  byId(key).value = state[key];
  byId(key).closest("label").hidden = choices.length < 2;
}

function fillYears() {
  const [least, most] = [allYears[0], allYears.at(-1)];
  byId("years").hidden = allYears.length < 2;
  for (const [at, id] of ["year-from", "year-to"].entries()) {
    Object.assign(byId(id), { min: least, max: most, value: state.years ? state.years[at] : [least, most][at] });
  }
  byId("year").textContent = yearsText();
}

function yearsText() {
  return state.years ? [...new Set(state.years)].join("–") : word("all-years");
}

// The two sliders push each other on.
function slide(moved) {
  const from = byId("year-from");
  const to = byId("year-to");
  if (Number(from.value) > Number(to.value)) (moved === from ? to : from).value = moved.value;
  const years = [Number(from.value), Number(to.value)];
  state.years = years[0] === allYears[0] && years[1] === allYears.at(-1) ? null : years;
  byId("year").textContent = yearsText();
  refilter();
}

function tick(sample, text, hidden, key) {
  const box = make("input", { type: "checkbox" });
  box.checked = !hidden.has(key);
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(key);
    else hidden.add(key);
    refilter();
  });
  return make("label", {}, box, sample, make("span", { text }));
}

// What is filtered, in words, with the way out of it.
function filtersText() {
  const off = (set, all) => [...state[set]].filter((key) => all.includes(key) && !HIDDEN_AT_FIRST.includes(key)).map((key) => `− ${word(key)}`);
  return [
    state.years && yearsText(),
    ...["province", "system"].map((key) => state[key] && label(things.get(state[key]))),
    state.level && word(state.level),
    ...off("hiddenKinds", data.kinds),
    ...off("hiddenLines", LINES),
  ].filter(Boolean).join(" · ");
}

function sayFilters() {
  const text = filtersText();
  byId("filtered").hidden = !text;
  byId("filtered-text").textContent = text;
}

// Around a centre the blocks are laid anew; the overview keeps its places.
function refilter() {
  keepAddress(false);
  sayFilters();
  view.field = null;
  if (state.focus || state.path) arrange();
  else {
    draw();
    showChosen();
  }
}

function clearFilters() {
  Object.assign(state, noFilters());
  fillLegend();
  refilter();
}

function openLegend() {
  for (const key of ["province", "level", "system"]) {
    byId(key).addEventListener("change", (event) => {
      state[key] = event.target.value;
      refilter();
    });
  }
  for (const id of ["year-from", "year-to"]) byId(id).addEventListener("input", (event) => slide(event.target));
  for (const button of document.querySelectorAll("[data-clear]")) button.addEventListener("click", clearFilters);
}
