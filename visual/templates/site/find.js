// The search page: names in both languages, aliases, codes; whole names first, then beginnings.
const MOST = 100;
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[“”"'‘’「」《》〈〉\s、,，。·]/gu, "");
const parts = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/u).map(plain).filter(Boolean);
const index = data.index.map(([kind, href, ...names]) => ({ kind, href, names, plain: names.map(plain) }));
const box = byId("search");

// 0 the same, 1 begins so, 2 holds it, 3 holds its words, 9 none of these.
function rank(name, wanted, words) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  return words.length > 1 && words.every((each) => name.includes(each)) ? 3 : 9;
}

function found(query) {
  const wanted = plain(query);
  const words = parts(query);
  if (!wanted) return [];
  const hits = [];
  for (const [order, entry] of index.entries()) {
    const ranks = entry.plain.map((name) => rank(name, wanted, words));
    const best = Math.min(...ranks);
    if (best < 9) hits.push({ entry, best, order, by: entry.names[ranks.indexOf(best)] });
  }
  return hits.sort((a, b) => a.best - b.best || a.entry.kind - b.entry.kind || a.order - b.order);
}

function labelOf({ names }) {
  return (state.language === "en" && names[1]) || names[0];
}

function line({ entry, by }) {
  const text = labelOf(entry);
  return make("li", {},
    make("a", { href: entry.href, text }),
    make("span", { className: "soft", text: word(data.kinds[entry.kind]) }),
    by !== text && make("span", { className: "soft", text: by }));
}

function show() {
  const query = box.value.trim();
  const hits = found(query);
  byId("results").replaceChildren(...hits.slice(0, MOST).map(line));
  const key = query ? (hits.length ? (hits.length > MOST ? "results-cut" : "") : "no-result") : "search-some";
  byId("told").textContent = key ? word(key).replace("{0}", MOST) : String(hits.length);
}

function fromAddress() {
  const match = /^#q=(.*)$/u.exec(location.hash);
  if (!match) return;
  try {
    box.value = decodeURIComponent(match[1]);
  } catch {
    box.value = match[1];
  }
  show();
}

box.addEventListener("input", () => {
  history.replaceState(null, "", "#q=" + encodeURIComponent(box.value.trim()));
  show();
});
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const first = document.querySelector("#results a");
  if (first) location.href = first.href;
});
addEventListener("hashchange", fromAddress);
spoken.push(show);
startFrame();
fromAddress();
box.focus();
