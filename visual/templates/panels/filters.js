// Filters, and the box in which a mechanism or a place is chosen.
function fillFilters() {
  const form = document.querySelector("#filters form");
  const options = (name, items) => form.elements[name].replaceChildren(...items.map(([value, text]) => make("option", { value, text })));
  const levels = [...new Set(places.map((place) => place.level).filter(Boolean))];
  options("year", [["", word("all-years")], ...years.map((year) => [year, year])]);
  options("province", [["", say("all-provinces")], ...provinces.map((each) => [each.code, label(each)])]);
  options("level", [["", say("all-levels")], ...levels.map((level) => [level, word("level/" + level)])]);
  options("system", [["", say("all-systems")], ...[...data.themes.keys(), -1].map((theme) => [systemKey(theme), systemName(theme)])]);
  options("rows", [["code", say("by-code")], ["name", say("by-name")], ["number", say("by-number")], ["alike", say("by-alike")]]);
  options("lines", [["first", say("by-first")], ["code", say("by-code")], ["name", say("by-name")]]);
  options("columns", [["number", say("by-number")], ["name", say("by-name")], ["alike", say("by-alike")]]);
  byId("statuses").replaceChildren(...data.statuses.map((status) => {
    const box = make("input", { type: "checkbox", name: "status", value: status });
    return make("label", { className: "tick" }, box, sign(status), make("span", { text: name("status/" + status) }));
  }));
  fillSigns();
  setFilters();
}

// Bring the controls into line with the address.
function setFilters() {
  const form = document.querySelector("#filters form");
  for (const key of ["year", "province", "level", "system", "rows", "lines", "columns", "q", "m", "least"]) {
    const control = form.elements[key];
    if (control.value !== chosen[key] && control !== document.activeElement) control.value = chosen[key];
  }
  for (const key of ["found", "silent", "plans"]) form.elements[key].checked = yes(key);
  for (const box of form.querySelectorAll("[name=status]")) box.checked = !isOff(box.value);
  const here = chosen.view === "timeline" ? ["timeline", chosen.of] : [chosen.view];
  for (const part of document.querySelectorAll("[data-in]")) part.hidden = !part.dataset.in.split(" ").some((place) => here.includes(place));
  form.elements.level.parentElement.hidden = form.elements.level.options.length < 3;
  form.elements.q.parentElement.hidden = chosen.view === "timeline" && chosen.of === "place";
  form.elements.province.parentElement.hidden = form.elements.q.parentElement.hidden;
}

function wireFilters() {
  const form = document.querySelector("#filters form");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (target.name === "status") {
      const off = [...form.querySelectorAll("[name=status]")].filter((box) => !box.checked).map((box) => box.value);
      go({ off: off.join(",") }, { step: false });
    } else go({ [target.name]: target.type === "checkbox" ? (target.checked ? "1" : "") : target.value }, { step: false });
  });
  byId("of-mechanism").addEventListener("click", () => go({ of: "mechanism" }));
  byId("of-place").addEventListener("click", () => go({ of: "place" }));
}

const choosesPlace = () => chosen.view === "timeline" && chosen.of === "place";

function candidates(text) {
  const wanted = plain(text);
  const things = choosesPlace() ? places : mechanisms.filter((each) => each.said.size || each.parts.length);
  const rank = (thing) => {
    const names = (thing.names || [thing.zh, thing.en, thing.code]).map(plain);
    if (!wanted) return 2;
    return names.includes(wanted) ? 0 : names.some((name) => name.startsWith(wanted)) ? 1 : thing.text.includes(wanted) ? 2
      : text.normalize("NFKC").toLowerCase().split(/\s+/u).map(plain).filter(Boolean).every((part) => thing.text.includes(part)) ? 3 : 9;
  };
  return things.map((thing) => [rank(thing), thing]).filter(([at]) => at < 9)
    .sort(([a, one], [b, other]) => a - b || other.said.size - one.said.size || one.at - other.at).slice(0, 12).map(([, thing]) => thing);
}

function wireChoice() {
  const input = byId("choose");
  const list = byId("choices");
  let at = -1;
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const suggest = () => {
    const found = candidates(input.value);
    at = -1;
    const options = found.map((thing, n) => make("li", { role: "option", id: "choice-" + n, "aria-selected": "false", "data-id": thing.id },
      make("span", { text: label(thing) }), make("small", { text: `${choosesPlace() ? thing.code : systemName(thing.theme)} · ${thing.said.size}` })));
    list.replaceChildren(...(options.length ? options : [make("li", { role: "option", "aria-disabled": "true", text: word("no-result") })]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const take = (option) => {
    if (!option || !option.dataset.id) return;
    close();
    go(choosesPlace() ? { place: option.dataset.id, mechanism: "" } : { mechanism: option.dataset.id, place: "" });
    showChoice();
  };
  const point = (to) => {
    const options = list.querySelectorAll("[data-id]");
    if (!options.length) return;
    at = (to + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    options[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[at].id);
  };
  input.addEventListener("focus", () => {
    input.select();
    suggest();
  });
  input.addEventListener("input", suggest);
  input.addEventListener("blur", () => {
    close();
    showChoice();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => take(target.closest("li")));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) suggest();
      point(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") take(list.children[Math.max(at, 0)]);
    else if (event.key === "Escape") {
      close();
      showChoice();
    }
  });
}

// The box shows what is chosen, and says what may be chosen.
function showChoice() {
  const subject = choosesPlace() ? subjectPlace() : subjectMechanism();
  byId("choose").value = subject ? label(subject) : "";
  byId("choose").setAttribute("aria-label", say(choosesPlace() ? "choose-place" : "choose-mechanism"));
}
