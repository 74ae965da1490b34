// Keys. Those of one letter work wherever nothing is typed.

const keyHelp = [
  ["/", "search"], ["f", "filters"], [". ,", "next and previous neighbour of the selected entity, or the next most connected"],
  ["Enter", "from the drawing to what the panel says"], ["e", "only the surroundings of the selected entity, or fold them"],
  ["← ↑ → ↓", "move the drawing"], ["+ −", "zoom"], ["0", "fit to the window"], ["Esc", "close"], ["?", "this help"],
];

function showHelp() {
  const dialog = byID("help");
  dialog.replaceChildren(
    element("button", { type: "button", className: "close", "aria-label": "Close", onclick: () => dialog.close() }, "×"),
    element("h2", {}, "Reading the graph"),
    element("p", {}, "Circles are entities, coloured by label; lines are relations, dashed where only a source claims them. " +
      "Click a circle or a line to read what stands behind it. Double-click a circle to see its surroundings alone; " +
      "there, a click on a neighbour adds its own. Drag to move, turn the wheel or pinch to zoom. " +
      "The address holds all that you see: copy it to come back."),
    element("dl", {}, keyHelp.map(([key, does]) => [element("dt", {}, key.split(" ").map((k) => element("kbd", {}, k))), element("dd", {}, does)])));
  dialog.showModal();
}

// onKeys calls actions by the names of their keys.
function onKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.matches("input:not([type=checkbox]):not([type=range])");
    if (event.key === "Escape" || !typing) {
      const action = actions[event.key];
      const arrows = event.key.startsWith("Arrow") || event.key === "Enter";
      if (action && !(arrows && event.target !== byID("canvas"))) {
        event.preventDefault();
        action();
      }
    }
  });
}
