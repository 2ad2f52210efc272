// The search box: names in both languages and aliases, suggestions by arrow keys.
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[“”"'‘’《》「」\s、,,]/gu, "");
let index = []; // made when it is first needed, so that the page opens at once
function indexed() {
  if (!index.length) {
    index = data.nodes.map((thing) => ({
      thing,
      names: [thing.label, thing.en, ...(thing.aliases || [])].filter(Boolean).map((name) => ({ name, text: plain(name) })),
    }));
  }
  return index;
}

// Whole names first, then names that begin so, then names that hold it; the most linked first.
function find(query) {
  const wanted = plain(query);
  const parts = query.normalize("NFKC").toLowerCase().split(/\s+/u).map(plain).filter(Boolean);
  if (!wanted) return [];
  const found = [];
  for (const { thing, names } of indexed()) {
    const ranks = names.map(({ text }) =>
      text === wanted ? 0 : text.startsWith(wanted) ? 1 : text.includes(wanted) ? 2 : parts.every((part) => text.includes(part)) ? 3 : 9);
    const best = Math.min(...ranks);
    if (best < 9) found.push({ thing, best, name: names[ranks.indexOf(best)].name });
  }
  const weight = ({ thing }) => linksOf.get(thing.id).length - (thing.group === "ontology#Measure" ? 1000 : 0);
  return found.sort((a, b) => a.best - b.best || weight(b) - weight(a)).slice(0, 12);
}

function openSearch() {
  const input = byId("search");
  const list = byId("results");
  let at = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (to) => {
    const options = list.querySelectorAll("[role=option]");
    if (!options.length) return;
    at = (to + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    options[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[at].id);
  };
  const suggest = () => {
    const found = find(input.value);
    at = -1;
    const options = found.map(({ thing, name }, n) => make("li",
      { role: "option", id: "result-" + n, "aria-selected": "false", "data-id": thing.id },
      glyph(thing.group),
      make("span", { text: name === label(thing) ? name : `${label(thing)} (${name})` }),
      make("small", { text: word(thing.group) })));
    const none = make("li", { role: "option", "aria-disabled": "true", className: "soft", text: word("no-result") });
    list.replaceChildren(...(options.length ? options : [none]));
    list.hidden = !plain(input.value);
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  const take = (option) => {
    if (!option || !option.dataset.id) return;
    close();
    input.value = "";
    open(option.dataset.id);
  };
  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => input.value && suggest());
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("li")));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(list.children[Math.max(at, 0)]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
      input.value = "";
    }
  });
}
