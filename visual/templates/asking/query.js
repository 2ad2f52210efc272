// The page to ask in: examples, their values, the query, its answer as a table, faults in place.
const say = (key, ...values) => values.reduce((text, value, at) => text.replace(`{${at}}`, value), word("interface-query/" + key));
const SHOWN = 500;
const FORMS = {
  CSV: ["text/csv", "csv"], TSV: ["text/tab-separated-values", "tsv"],
  JSON: ["application/sparql-results+json", "json"], XML: ["application/sparql-results+xml", "xml"],
  Turtle: ["text/turtle", "ttl"], "N-Triples": ["application/n-triples", "nt"], "JSON-LD": ["application/ld+json", "jsonld"],
};
const view = { answer: null, seconds: 0, asking: null, example: "", fault: "", whole: false };

// The values of the example in use, as the endpoint takes them: $place=area:370983. Those whose
// variable the query no longer has are left out.
function values() {
  const found = new URLSearchParams();
  const variables = new Set(byId("query").value.match(/[?$]\w+/g)?.map((each) => "$" + each.slice(1)));
  for (const input of document.querySelectorAll("#values input")) {
    if (variables.has(input.name) && input.value.trim()) found.set(input.name, input.value.trim());
  }
  return found;
}

function send(accept, signal) {
  const body = values();
  body.set("query", byId("query").value);
  return fetch(data.endpoint, { method: "POST", headers: { Accept: accept }, body, signal });
}

async function ask() {
  view.asking?.abort();
  const mine = new AbortController();
  Object.assign(view, { asking: mine, answer: null, fault: "", whole: false });
  keepAddress();
  draw();
  const begin = performance.now();
  try {
    const response = await send("application/sparql-results+json, text/turtle;q=0.9", mine.signal);
    const text = await response.text();
    if (view.asking !== mine) return;
    if (!response.ok) view.fault = text.trim();
    else if (response.headers.get("content-type").startsWith("text/turtle")) view.answer = { turtle: text };
    else view.answer = JSON.parse(text);
  } catch (error) {
    if (view.asking !== mine) return;
    view.fault = error.name === "AbortError" ? say("cancelled") : say("unreachable");
  }
  view.seconds = (performance.now() - begin) / 1000;
  view.asking = null;
  draw();
  if (view.fault) pointAtFault();
}

// Select the word at which the engine could not go on; it counts characters, the page UTF-16 units.
function pointAtFault() {
  const place = /line (\d+), column (\d+)/.exec(view.fault);
  const editor = byId("query");
  if (!place) return;
  const lines = editor.value.split("\n");
  const row = lines[place[1] - 1] ?? "";
  const column = Array.from(row).slice(0, place[2] - 1).join("").length;
  const before = lines.slice(0, place[1] - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const begin = before + Math.max(row.slice(0, column).search(/\S*$/), 0);
  const end = before + column + /^\S*/.exec(row.slice(column))[0].length;
  editor.focus();
  editor.setSelectionRange(Math.min(begin, end), end);
}

function draw() {
  const busy = Boolean(view.asking);
  byId("answer").setAttribute("aria-busy", busy);
  byId("cancel").disabled = !busy;
  byId("fault").hidden = !view.fault;
  byId("fault").textContent = view.fault;
  byId("query").setAttribute("aria-invalid", Boolean(view.fault));
  const found = byId("found");
  found.replaceChildren();
  byId("told").textContent = busy ? say("running") : "";
  if (!view.answer) return;
  const took = say("seconds", view.seconds.toFixed(2));
  if (view.answer.turtle !== undefined) {
    byId("told").textContent = `${say("statements")} · ${took}`;
    found.append(make("pre", { text: view.answer.turtle.trim() || say("no-rows") }));
  } else if (view.answer.boolean !== undefined) {
    byId("told").textContent = took;
    found.append(make("p", { className: "verdict", text: say(view.answer.boolean ? "yes" : "no") }));
  } else {
    drawRows(found, took);
  }
}

function drawRows(found, took) {
  const rows = view.answer.results.bindings;
  const names = view.answer.head.vars;
  const shown = view.whole ? rows : rows.slice(0, SHOWN);
  const told = shown.length < rows.length ? say("cut", shown.length, rows.length) : say("rows", rows.length);
  byId("told").textContent = rows.length ? `${told} · ${took}` : `${say("no-rows")} · ${took}`;
  if (!rows.length) return;
  const head = make("tr", {}, ...names.map((each) => make("th", { scope: "col", text: each })));
  const body = make("tbody", {}, ...shown.map((row) => make("tr", {}, ...names.map((each) => cell(row[each])))));
  found.append(make("table", {}, make("thead", {}, head), body));
  if (shown.length < rows.length) {
    const rest = () => { view.whole = true; draw(); byId("found").focus(); };
    found.append(make("button", { type: "button", className: "rest", text: say("more"), onclick: rest }));
  }
}

function cell(term) {
  if (!term) return make("td");
  if (term.type === "uri") return make("td", {}, thing(term.value));
  if (/#(integer|decimal|double|gYear)$/.test(term.datatype ?? "")) return make("td", { className: "number", text: term.value });
  const tag = term["xml:lang"] ? make("span", { className: "tag", text: term["xml:lang"] }) : "";
  return make("td", {}, make("span", { text: term.value, ...(tag ? { lang: term["xml:lang"] } : {}) }), tag);
}

// An IRI by the longest of our prefixes that fits, or as it is.
function short(iri) {
  const bases = Object.entries(data.prefixes).filter(([, base]) => iri.startsWith(base));
  const [prefix, base] = bases.sort((one, other) => other[1].length - one[1].length)[0] ?? ["", ""];
  return prefix ? `${prefix}:${iri.slice(base.length)}` : "";
}

// A thing by its short name; what is ours leads to its own address here.
function thing(iri) {
  const text = decode(short(iri) || iri);
  if (!iri.startsWith(data.base)) return make("span", { text, title: iri });
  const path = iri.slice(data.base.length).split("#")[0].split("/").map(encodeURIComponent).join("/");
  return make("a", { text, title: iri, href: "/" + path });
}

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

async function save(name) {
  const [media, ending] = FORMS[name];
  try {
    const response = await send(media);
    const blob = await response.blob();
    if (!response.ok) {
      view.fault = (await blob.text()).trim();
      draw();
      return;
    }
    const link = make("a", { href: URL.createObjectURL(blob), download: `${view.example || "answer"}.${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch {
    view.fault = say("unreachable");
    draw();
  }
}

// An example with the fields it needs; each field proposes what the graph holds.
async function choose(name) {
  const example = data.examples.find((each) => each.name === name);
  view.example = example ? name : "";
  byId("values").replaceChildren();
  byId("given").hidden = !example?.parameters.length;
  if (!example) return;
  byId("query").value = example.text;
  for (const parameter of example.parameters) await field(parameter);
}

async function field(parameter) {
  const id = `value-${parameter.variable}`;
  const options = make("datalist", { id: `${id}-names` });
  const input = make("input", { id, name: "$" + parameter.variable, list: options.id, autocomplete: "off", spellcheck: "false", required: "" });
  const text = make("label", { for: id, text: parameter[state.language], "data-zh": parameter.zh, "data-en": parameter.en });
  byId("values").append(text, make("span", {}, input, options));
  const proposed = await proposals(parameter.kind);
  for (const [name, label] of proposed) options.append(make("option", { value: name, text: label }));
  const used = [...document.querySelectorAll("#values input")].map((each) => each.value);
  input.value ||= proposed.map(([name]) => name).find((name) => !used.includes(name)) ?? "";
}

const proposed = new Map();
async function proposals(kind) {
  if (proposed.has(kind)) return proposed.get(kind);
  const body = new URLSearchParams({ query: data.proposals[kind] });
  let rows = [];
  try {
    const response = await fetch(data.endpoint, { method: "POST", headers: { Accept: "application/sparql-results+json" }, body });
    if (response.ok) rows = (await response.json()).results.bindings;
  } catch { /* the field stays empty */ }
  const found = rows.map((row) => [short(row.thing.value) || `<${row.thing.value}>`, row.label?.value ?? row.thing.value]);
  proposed.set(kind, found);
  return found;
}

// The query stands in the address behind #, which no browser sends to a server.
function keepAddress() {
  const kept = values();
  kept.set("query", byId("query").value);
  history.replaceState(null, "", "#" + kept);
}

function readAddress() {
  const kept = new URLSearchParams(location.hash.slice(1));
  if (!kept.get("query")) return false;
  byId("query").value = kept.get("query");
  for (const [name, value] of kept) {
    if (!name.startsWith("$")) continue;
    const id = `value-${name.slice(1)}`;
    byId("values").append(make("label", { for: id, text: name }), make("input", { id, name, value }));
    byId("given").hidden = false;
  }
  return true;
}

function fillExamples() {
  const chosen = view.example;
  const options = data.examples.map((each) => make("option", { value: each.name, text: each[state.language] }));
  byId("example").replaceChildren(make("option", { value: "", text: say("example-none") }), ...options);
  byId("example").value = chosen;
  for (const text of document.querySelectorAll("#values label[data-zh]")) text.textContent = text.dataset[state.language];
}

byId("prefixes").append(...Object.entries(data.prefixes).flatMap(([name, base]) => [make("dt", { text: name + ":" }), make("dd", { text: base })]));
byId("save").append(...Object.keys(FORMS).map((name) => make("option", { value: name, text: name })));
byId("save").addEventListener("change", () => { const name = byId("save").value; byId("save").value = ""; if (name) save(name); });
byId("example").addEventListener("change", () => choose(byId("example").value));
byId("cancel").addEventListener("click", () => view.asking?.abort());
byId("asking").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
byId("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); byId("asking").requestSubmit(); }
  if (event.key === "Escape") byId("ask").focus();
});
spoken.push(fillExamples, draw);
startFrame();
if (!readAddress()) byId("query").value = data.first;
byId("query").focus();
