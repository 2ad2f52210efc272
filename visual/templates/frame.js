// What every page does: words in the language of the moment, dark and light, elements as text.
// A page adds what it redraws to `spoken` and `shaded`, and calls startFrame() at its end.
const data = JSON.parse(document.getElementById("data").textContent);
const state = { language: "zh" };
const spoken = []; // called after the language has changed
const shaded = []; // called after dark or light has changed

const byId = (id) => document.getElementById(id);

// A word of the page, a class, a property or a concept.
function word(key) {
  const pair = data.words[key] || data.words["interface/" + key];
  return pair ? pair[state.language === "en" ? 1 : 0] || pair[0] : key;
}

// The same as the beginning of a line.
function name(key) {
  const text = word(key);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// An element with attributes, listeners (onclick) and children; text stays text, never markup.
function make(tag, { text, className, ...rest } = {}, ...children) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  for (const [key, value] of Object.entries(rest)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

// What the reader chose stays chosen on the next page, where the browser keeps such things.
function remember(key, value) {
  try {
    if (value) localStorage.setItem("fazhi-" + key, value);
    return localStorage.getItem("fazhi-" + key) || "";
  } catch {
    return "";
  }
}

function speak(language) {
  state.language = language;
  document.documentElement.lang = language;
  const title = data.title[language === "en" ? 1 : 0] || data.title[0];
  document.title = title;
  for (const part of document.querySelectorAll("[data-title]")) part.textContent = title;
  for (const part of document.querySelectorAll("[data-word]")) part.textContent = word(part.dataset.word);
  for (const part of document.querySelectorAll("[data-label]")) part.setAttribute("aria-label", word(part.dataset.label));
  for (const part of document.querySelectorAll("[data-hint]")) part.placeholder = word(part.dataset.hint);
  byId("language").textContent = language === "zh" ? "English" : "中文";
  byId("language").lang = language === "zh" ? "en" : "zh";
  for (const redraw of spoken) redraw();
}

function shade(name) {
  document.documentElement.dataset.shade = name;
  for (const redraw of shaded) redraw();
}

function startFrame() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  shade(remember("shade") || (dark ? "dark" : "light"));
  speak(remember("language") || (navigator.language.startsWith("zh") ? "zh" : "en"));
  byId("language").addEventListener("click", () => {
    const next = state.language === "zh" ? "en" : "zh";
    remember("language", next);
    speak(next);
  });
  byId("shade").addEventListener("click", () => {
    const next = document.documentElement.dataset.shade === "dark" ? "light" : "dark";
    remember("shade", next);
    shade(next);
  });
  // Paper is white.
  let before = "";
  addEventListener("beforeprint", () => {
    before = document.documentElement.dataset.shade;
    if (before === "dark") shade("light");
  });
  addEventListener("afterprint", () => before === "dark" && shade("dark"));
}
