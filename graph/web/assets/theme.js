// Colours: labels have classes of CSS, and the canvas takes its colours from the same variables.

const knownLabels = ["Person", "Organization", "Country", "Place", "Event", "Work"];

// labelClass is the class of a label's colour; labels of other schemas share the rest.
function labelClass(label) {
  const at = knownLabels.indexOf(label);
  if (at >= 0) return "label-" + at;
  let sum = 0;
  for (const letter of label) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return "label-" + (knownLabels.length + (sum % 3));
}

// readColours asks the page what its colours are in the theme of now.
function readColours() {
  const probe = element("span", { hidden: true });
  document.body.append(probe);
  const colour = (name) => {
    probe.style.color = "var(--" + name + ")";
    return getComputedStyle(probe).color;
  };
  const colours = { labels: {} };
  for (const name of ["paper", "ink", "line", "accent", "danger"]) colours[name] = colour(name);
  for (let i = 0; i < knownLabels.length + 3; i++) colours.labels["label-" + i] = colour("label-" + i);
  probe.remove();
  return colours;
}

// A theme that the reader chose is kept in this browser; otherwise the system's holds.
function startTheme(changed) {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  try {
    root.dataset.theme = localStorage.getItem("newsgraph-theme") ?? "";
  } catch { /* a browser that keeps nothing */ }
  byID("open-theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    root.dataset.theme = isDark ? "light" : "dark";
    try {
      localStorage.setItem("newsgraph-theme", root.dataset.theme);
    } catch { /* as above */ }
    changed();
  });
  dark.addEventListener("change", changed);
}
