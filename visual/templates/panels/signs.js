// A sign for each status: its own shape and its own colour. The map draws the same shapes.
const SHAPES = {
  adopted: "M7 1.2A5.8 5.8 0 1 1 7 12.8A5.8 5.8 0 1 1 7 1.2Z",
  planned: "M7 .4L13.6 7L7 13.6L.4 7Z",
  problem: "M7 1L13.6 12.6H.4Z",
  mentioned: "M7 2.6A4.4 4.4 0 1 1 7 11.4A4.4 4.4 0 1 1 7 2.6Z",
  part: "M7 1.6A5.4 5.4 0 1 1 7 12.4A5.4 5.4 0 1 1 7 1.6ZM7 1.6A5.4 5.4 0 0 1 7 12.4Z",
  silent: "M5.7 7A1.3 1.3 0 1 1 8.3 7A1.3 1.3 0 1 1 5.7 7Z",
  none: "M2 2L12 12M2 8L6 12M8 2L12 6",
};

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter(Boolean));
  return element;
}

const signs = Object.fromEntries(Object.entries(SHAPES).map(([status, d]) => [
  status, svg("svg", { class: "sign " + status, viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("path", { d })),
]));
const sign = (status) => signs[status].cloneNode(true);

function fillSigns() {
  const row = (status, text, ...more) => make("li", {}, sign(status), make("span", { text }), ...more);
  byId("signs").replaceChildren(
    row("part", say("members-only")),
    row("silent", say("not-mentioned")),
    make("li", {}, make("span", { className: "box hatch" }), make("span", { text: say("no-report") })),
    make("li", { "data-in": "mechanism place" }, make("span", { className: "box runs" }), make("span", { text: say("plan-runs") })),
    make("li", {}, make("span", { className: "box corner-mark" }), make("span", { text: say("also-problem") })),
    make("li", {}, make("b", { text: "≤" }), make("span", { text: say("censored") })),
  );
}
