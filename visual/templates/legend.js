// The legend is also the filter: what is unticked is not drawn.
function fillLegend() {
  const kinds = data.kinds.filter((kind) => data.nodes.some((node) => node.group === kind));
  byId("kinds").replaceChildren(...kinds.map((kind) => tick(glyph(kind), name(kind), state.hiddenKinds, kind)));
  const lines = [...Object.keys(data.words).filter((key) => key.startsWith("status/")), "stated", "structure"];
  const order = ["status/adopted", "status/planned", "status/problem", "status/mentioned", "stated", "structure"];
  lines.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  byId("lines").replaceChildren(...lines.map((line) => tick(lineSample(line), name(line), state.hiddenLines, line)));
  const years = [...new Set(data.edges.flatMap((edge) => edge.years || []))].sort();
  const choices = [[0, word("all-years")], ...years.map((year) => [year, String(year)])];
  byId("year").replaceChildren(...choices.map(([value, text]) => make("option", { value, text })));
  byId("year").value = String(state.year);
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

// Around a centre the blocks are laid anew; the overview keeps its places.
function refilter() {
  if (state.focus) Object.assign(view, placeAround(state.focus), { unfolded: new Map() });
  draw();
  if (state.focus) fit();
  showChosen();
}
