// A page of the site: the search box leads to the search page.
const ask = byId("ask");
if (ask) {
  ask.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = byId("search").value.trim();
    if (wanted) location.href = ask.dataset.to + "#q=" + encodeURIComponent(wanted);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    byId("search").focus();
  });
}
startFrame();
