// The filters: what they are set to stands in the address, see state.js.

class Filters {
  constructor(graph) {
    this.graph = graph;
    this.box = byID("filters");
    this.button = byID("open-filters");
    this.button.addEventListener("click", () => this.toggle());
  }

  toggle(open = this.box.hidden) {
    this.box.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) this.box.querySelector("input")?.focus();
    else this.button.focus();
  }

  // show writes the filters of a state. The control that has the focus keeps it.
  show(state) {
    const focus = document.activeElement?.id;
    const scroll = this.box.scrollTop;
    this.box.replaceChildren(
      element("div", { className: "title" }, element("h2", {}, "Filters"),
        element("button", { type: "button", id: "clear-filters", onclick: () => this.clear() }, "Clear"),
        element("button", { type: "button", className: "close", "aria-label": "Close the filters", onclick: () => this.toggle(false) }, "×")),
      this.labels(state), this.statuses(state), this.confidence(state), this.dates(state), this.types(state),
    );
    if (focus && this.box.contains(byID(focus))) byID(focus).focus();
    this.box.scrollTop = scroll;
    const count = this.count(state);
    byID("filter-count").hidden = !count;
    byID("filter-count").textContent = count;
  }

  count(state) {
    const statuses = [...state.statuses].sort().join() !== defaultStatuses.join();
    return state.withoutLabels.size + state.withoutTypes.size + statuses + Boolean(state.since) + Boolean(state.until) +
      Boolean(state.sure) + state.alone;
  }

  clear() {
    adjust({
      withoutLabels: new Set(), withoutTypes: new Set(), statuses: new Set(defaultStatuses),
      since: "", until: "", sure: 0, alone: false,
    });
  }

  labels(state) {
    const counts = new Map();
    for (const node of this.graph.nodes.values()) counts.set(node.label, (counts.get(node.label) ?? 0) + 1);
    return group("Entities",
      this.graph.labels.map((label) => check("label-" + label, !state.withoutLabels.has(label),
        (on) => adjust({ withoutLabels: changed(readState().withoutLabels, label, !on) }),
        dot(label), label, count(counts.get(label)))),
      check("alone", state.alone, (on) => adjust({ alone: on }), "also without relations"));
  }

  statuses(state) {
    const says = {
      asserted: "the article says so", claimed: "a source says so", possible: "planned, feared, demanded", negated: "it is not so",
    };
    return group("Status", Object.entries(says).map(([status, meaning]) =>
      check("status-" + status, state.statuses.has(status),
        (on) => adjust({ statuses: changed(readState().statuses, status, on) }), badge(status), element("small", {}, meaning))));
  }

  confidence(state) {
    const shown = element("output", {}, state.sure ? percent(state.sure) + " or more" : "any");
    const input = element("input", {
      type: "range", id: "sure", min: "0", max: "1", step: "0.05", value: String(state.sure), "aria-label": "Least confidence",
      oninput: (event) => adjust({ sure: Number(event.target.value) }),
    });
    return group("Confidence", element("label", { className: "range" }, input, shown));
  }

  dates(state) {
    const field = (id, text, value, set) => element("label", { className: "date" }, text,
      element("input", { type: "date", id, value, onchange: (event) => set(event.target.value) }));
    return group("Reported",
      field("since", "from", state.since, (since) => adjust({ since })),
      field("until", "to", state.until, (until) => adjust({ until })));
  }

  types(state) {
    const all = [...this.graph.types.keys()];
    const set = (types) => () => adjust({ withoutTypes: new Set(types) });
    return group("Relations",
      element("div", { className: "both" },
        element("button", { type: "button", id: "all-types", onclick: set([]) }, "all"),
        element("button", { type: "button", id: "no-types", onclick: set(all) }, "none")),
      all.map((type) => check("type-" + type, !state.withoutTypes.has(type),
        (on) => adjust({ withoutTypes: changed(readState().withoutTypes, type, !on) }),
        words(type), count(this.graph.types.get(type)))));
  }
}

function group(name, ...content) {
  return element("fieldset", {}, element("legend", {}, name), ...content);
}

function check(id, checked, set, ...text) {
  return element("label", { className: "check" },
    element("input", { type: "checkbox", id, checked, onchange: (event) => set(event.target.checked) }), ...text);
}

function count(n) {
  return element("span", { className: "count" }, (n ?? 0).toLocaleString("en"));
}

// changed returns a set with a value in it or not.
function changed(set, value, inside) {
  const copy = new Set(set);
  if (inside) copy.add(value);
  else copy.delete(value);
  return copy;
}
