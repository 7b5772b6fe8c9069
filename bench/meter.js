// Runs before the page's own scripts: notes when things are there, in milliseconds since the navigation began.
// The tile of FIRST_NAME is pressed as soon as it can be: the human part of an unlock (finding one's name, touching the
// key) is not what is measured.
(() => {
  const marks = { taps: [], durable: [], shown: [] };
  window.bench = marks;
  document.addEventListener("chevet:engine", ({ detail }) => (window.benched = detail));

  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const made = transaction.call(this, stores, mode, options);
    const names = [stores].flat();
    if (mode === "readwrite" && names.includes("outbox") && names.includes("pending")) {
      made.addEventListener("complete", () => marks.durable.push(performance.now()));
    }
    return made;
  };

  // A frame has been drawn and the page answers again: what is on the screen can be used.
  const afterFrame = (note) => requestAnimationFrame(() => setTimeout(() => note(performance.now()), 0));

  addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("button");
      if (button?.textContent.trim() === "Enregistrer") marks.taps.push(event.timeStamp);
    },
    true,
  );

  const nameOf = (tile) => tile.querySelector(".name")?.textContent;
  const findTile = () => [...document.querySelectorAll("button.tile")].find((tile) => nameOf(tile) === "FIRST_NAME");
  const rows = () => document.querySelectorAll("chevet-persons a.row").length;

  const press = () => {
    const tile = marks.wall === undefined && findTile();
    if (!tile) return;
    marks.wall = performance.now();
    tile.click();
  };
  const count = () => {
    if (marks.list !== undefined || rows() < Number("WANTED_ROWS")) return;
    marks.list = null;
    afterFrame((at) => (marks.list = at));
  };
  const noteEntry = (node) => {
    const entry = node.matches("article[data-entry]") ? node : node.querySelector("article[data-entry]");
    if (entry) afterFrame((at) => marks.shown.push([entry.dataset.entry, at]));
  };

  new MutationObserver((changes) => {
    press();
    count();
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    for (const node of added) if (node.nodeType === Node.ELEMENT_NODE) noteEntry(node);
  }).observe(document, { childList: true, subtree: true });
})();
