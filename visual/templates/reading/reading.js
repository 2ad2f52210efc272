// The reader: marks follow the filters, an address leads to its passage, a note explains a mark.
// Offsets count code points; a string here counts UTF-16 units.
const [KIND, START, END, NAME, STATUS, VALUE, FROM, TO, SECTION, REASON] = data.facts.fields.keys();
const facts = data.facts.rows;
const hidden = { classes: new Set(), statuses: new Set() };
const blocks = [...document.querySelectorAll("#text p[data-at]")];
const starts = blocks.map((block) => Number(block.dataset.at));
const marks = [...document.querySelectorAll("#text mark")].map((element) => ({
  element,
  facts: element.dataset.f.split(" ").map(Number),
  begins: (element.dataset.b || "").split(" ").filter(Boolean).map(Number),
}));

const kindOf = (fact) => data.classes[fact[KIND]];
const spokenName = (at) => data.names[at][state.language === "en" ? 1 : 0] || data.names[at][0];
const hasStatus = (fact) => fact[STATUS] >= 0;

function isShown(number) {
  const fact = facts[number];
  return !hidden.classes.has(fact[KIND]) && !(hasStatus(fact) && hidden.statuses.has(fact[STATUS]));
}

function put(element, key, value) {
  if (value) element.dataset[key] = value;
  else delete element.dataset[key];
}

// A run wears the class of the shortest fact that covers it and is not filtered out.
function paint() {
  for (const { element, facts: all, begins } of marks) {
    const shown = all.filter(isShown);
    const top = shown.find((number) => kindOf(facts[number]).short !== "Measure") ?? shown[0];
    const fact = facts[top];
    put(element, "k", fact && kindOf(fact).short);
    put(element, "s", fact && hasStatus(fact) && kindOf(fact).short !== "Measure" && data.statuses[fact[STATUS]].short);
    element.classList.toggle("measure", shown.some((number) => kindOf(facts[number]).short === "Measure"));
    put(element, "sign", [...new Set(begins.filter(isShown).map((number) => kindOf(facts[number]).sign))].join(""));
  }
  for (const note of document.querySelectorAll(".notes a")) note.parentElement.hidden = !isShown(Number(note.dataset.n));
}

// The first block that begins at or before an offset.
function blockAt(offset) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function* textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield walker.currentNode;
}

// Where the code point with this offset is: a text node and a place in it.
function spot(offset) {
  const at = blockAt(offset);
  let left = offset - starts[at];
  let last = null;
  for (const node of textNodes(blocks[at])) {
    const units = [...node.data].slice(0, left).join("").length;
    const points = [...node.data].length;
    if (left <= points) return [node, units];
    left -= points;
    last = node;
  }
  return last ? [last, last.data.length] : null;
}

function rangeOf(start, end) {
  const [from, to] = [spot(start), spot(end)];
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

function highlight(key, ranges) {
  if (!window.Highlight || !CSS.highlights) return;
  if (ranges.length) CSS.highlights.set(key, new Highlight(...ranges));
  else CSS.highlights.delete(key);
}

function bring(range) {
  const parent = range.startContainer.parentElement;
  parent.closest(".block").scrollIntoView({ block: "center" });
  (parent.closest("mark") || parent).scrollIntoView({ block: "center" });
}

// #at=123-145 shows those characters and what is marked on them.
function follow() {
  const found = /^#at=(\d{1,9})-(\d{1,9})$/u.exec(location.hash);
  if (!found || !blocks.length) return closeCard();
  const [start, end] = [Number(found[1]), Number(found[2])];
  const range = rangeOf(start, Math.max(start, end));
  if (!range) return undefined;
  highlight("passage", [range]);
  bring(range);
  const here = facts.map((_, number) => number).filter((number) => facts[number][START] < end && facts[number][END] > start && isShown(number));
  here.sort((a, b) => distance(a, start, end) - distance(b, start, end));
  return openCard(here, start, end);
}

// How far a fact's mark or quote is from a passage: an address may be that of either.
function distance(number, start, end) {
  const far = (from, to) => Math.abs(facts[number][from] - start) + Math.abs(facts[number][to] - end);
  return Math.min(far(START, END), far(FROM, TO));
}

function openCard(numbers, start, end) {
  const card = byId("card");
  mark(numbers, start, end);
  const top = make("div", { className: "top" },
    make("h2", { text: word("facts-here") }),
    make("button", { type: "button", id: "card-close", text: "✕", "aria-label": word("close-card"), onclick: close }));
  const link = make("p", {}, make("a", { href: `#at=${start}-${end}`, text: `${word("copy-address")} ${start}–${end}` }));
  card.replaceChildren(top, link, ...numbers.slice(0, 12).map(factLines));
  card.hidden = false;
}

// What a fact is: class, name, status, figure, section, quote.
function factLines(number) {
  const fact = facts[number];
  const kind = kindOf(fact);
  const [, , href] = data.names[fact[NAME]];
  const title = make("h3", {}, href ? make("a", { href, text: spokenName(fact[NAME]) }) : make("span", { text: spokenName(fact[NAME]) }));
  const parts = [name(kind.key), fact[VALUE], hasStatus(fact) && word(data.statuses[fact[STATUS]].key)].filter(Boolean);
  const about = make("p", { className: "soft" }, make("span", { className: "sign", text: kind.sign, "data-k": kind.short, "aria-hidden": "true" }), " " + parts.join(" · "));
  const reason = fact[REASON] && make("p", { className: "soft", text: `${word("inferred")}: ${word(fact[REASON])}` });
  const quote = make("figure", {}, make("blockquote", { text: textOf(fact[FROM], fact[TO]), lang: "zh" }),
    make("figcaption", { text: [data.sections[fact[SECTION]], `${fact[FROM]}–${fact[TO]}`].filter(Boolean).join(" · ") }));
  return make("section", {}, title, about, reason, quote);
}

function textOf(start, end) {
  const range = rangeOf(start, end);
  return range ? range.toString() : "";
}

function mark(numbers, start, end) {
  const wanted = new Set(numbers);
  for (const { element, facts: all } of marks) {
    element.classList.toggle("here", all.some((number) => wanted.has(number) && facts[number][START] === start && facts[number][END] === end));
  }
  for (const note of document.querySelectorAll(".notes a")) note.classList.toggle("here", wanted.has(Number(note.dataset.n)));
}

function closeCard() {
  byId("card").hidden = true;
  highlight("passage", []);
  mark([], -1, -1);
}

function close() {
  closeCard();
  history.replaceState(null, "", location.pathname + location.search);
}

function showMark(element) {
  const entry = marks.find((each) => each.element === element);
  const number = entry && entry.facts.find(isShown);
  if (number === undefined) return;
  goTo(facts[number][START], facts[number][END]);
}

function goTo(start, end) {
  const hash = `#at=${start}-${end}`;
  if (location.hash === hash) follow();
  else location.hash = hash;
}

// The mark behind or before the passage that is open.
function step(by) {
  const shown = facts.map((fact, number) => [fact, number]).filter(([fact, number]) => isShown(number) && kindOf(fact).short !== "Measure");
  if (!shown.length) return;
  const found = /^#at=(\d+)-(\d+)$/u.exec(location.hash);
  const here = found ? shown.findIndex(([fact]) => fact[START] === Number(found[1]) && fact[END] === Number(found[2])) : -1;
  let at = here < 0 && by < 0 ? shown.length - 1 : here + by;
  const same = ([fact]) => found && fact[START] === Number(found[1]) && fact[END] === Number(found[2]);
  while (shown[at] && same(shown[at])) at += by;
  if (shown[at]) goTo(shown[at][0][START], shown[at][0][END]);
}

const search = { ranges: [], at: -1 };

function find() {
  const wanted = byId("find").value.trim().toLowerCase();
  search.ranges = [];
  search.at = -1;
  if (wanted) for (const block of blocks) findIn(block, wanted);
  highlight("found", search.ranges);
  highlight("current", []);
  tell();
}

function findIn(block, wanted) {
  const nodes = [...textNodes(block)];
  const text = nodes.map((node) => node.data).join("").toLowerCase();
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(...unit(nodes, at));
    range.setEnd(...unit(nodes, at + wanted.length));
    search.ranges.push(range);
  }
}

function unit(nodes, at) {
  let left = at;
  for (const node of nodes) {
    if (left <= node.data.length) return [node, left];
    left -= node.data.length;
  }
  const last = nodes[nodes.length - 1];
  return [last, last.data.length];
}

function tell() {
  const empty = !byId("find").value.trim();
  byId("found").textContent = empty ? "" : search.ranges.length ? `${search.at + 1} / ${search.ranges.length}` : word("no-result");
}

function turn(by) {
  if (!search.ranges.length) return;
  search.at = (search.at + by + search.ranges.length) % search.ranges.length;
  const range = search.ranges[search.at];
  highlight("current", [range]);
  if (!window.Highlight) {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  bring(range);
  tell();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return close();
  if (event.target.matches("input, select, textarea")) return;
  if (event.key === "/") {
    event.preventDefault();
    byId("find").focus();
  } else if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
}

function wire() {
  byId("filters").addEventListener("change", ({ target }) => {
    const { class: kind, status } = target.dataset;
    const [set, number] = kind === undefined ? [hidden.statuses, Number(status)] : [hidden.classes, Number(kind)];
    if (target.id === "notes") document.body.classList.toggle("without-notes", !target.checked);
    else if (target.checked) set.delete(number);
    else set.add(number);
    paint();
  });
  byId("text").addEventListener("click", (event) => {
    const element = event.target.closest("mark");
    if (element && getSelection().isCollapsed) showMark(element);
  });
  byId("find").addEventListener("input", find);
  byId("find").addEventListener("keydown", (event) => {
    if (event.key === "Enter") turn(event.shiftKey ? -1 : 1);
  });
  byId("find-next").addEventListener("click", () => turn(1));
  byId("find-previous").addEventListener("click", () => turn(-1));
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", follow);
}

spoken.push(() => {
  for (const part of document.querySelectorAll("[data-t]")) part.textContent = spokenName(Number(part.dataset.t));
  if (!byId("card").hidden) follow();
  tell();
});
if (innerWidth <= 820) for (const part of [byId("index"), byId("filters")]) part.open = false;
wire();
paint();
startFrame();
follow();
