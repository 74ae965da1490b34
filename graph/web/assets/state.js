// What is shown stands in the address, after the #, so that a link to it shows the same again:
//
//   entity=ID  edge=FROM.TYPE.TO  article=ID  at=STATEMENT-ID   what is read
//   around=ID.ID                                                entities whose surroundings alone are drawn
//   labels= types= (those left out)  status=  since=  until=  sure=  alone=1      filters

const defaultStatuses = ["asserted", "claimed"];

function readState() {
  const p = new URLSearchParams(location.hash.slice(1));
  const list = (key) => (p.get(key) ?? "").split(/[.,]/).filter(Boolean);
  return {
    entity: p.get("entity"), edge: p.get("edge"), article: p.get("article"), at: p.get("at"),
    around: list("around"),
    withoutLabels: new Set(list("labels")), withoutTypes: new Set(list("types")),
    statuses: new Set(p.has("status") ? list("status") : defaultStatuses),
    since: p.get("since") ?? "", until: p.get("until") ?? "",
    sure: Math.min(1, Math.max(0, Number(p.get("sure")) || 0)), alone: p.get("alone") === "1",
  };
}

// address is the link to a state.
function address(s) {
  const p = new URLSearchParams();
  const set = (key, value) => { if (value) p.set(key, value); };
  set("entity", s.entity);
  set("edge", s.edge);
  set("article", s.article);
  set("at", s.at);
  set("around", s.around.join("."));
  set("labels", [...s.withoutLabels].sort().join("."));
  set("types", [...s.withoutTypes].sort().join("."));
  const statuses = [...s.statuses].sort();
  if (statuses.join() !== defaultStatuses.join()) p.set("status", statuses.join("."));
  set("since", s.since);
  set("until", s.until);
  set("sure", s.sure ? String(s.sure) : "");
  set("alone", s.alone ? "1" : "");
  return "#" + p;
}

// reading is what changes when something else is read: no more than one of these is in the panel.
const reading = { entity: null, edge: null, at: null };

function entityAddress(id) {
  return address({ ...readState(), ...reading, entity: id });
}

function edgeAddress(from, type, to) {
  return address({ ...readState(), ...reading, edge: [from, type, to].join(".") });
}

function articleAddress(id, statement) {
  return address({ ...readState(), ...reading, article: id, at: statement ?? null });
}

// go shows another state, as a step of the history.
function go(changes) {
  const to = address({ ...readState(), ...changes });
  if (to !== location.hash) location.hash = to;
}

// adjust changes the state without a step of the history, as filters do.
function adjust(changes) {
  history.replaceState(null, "", address({ ...readState(), ...changes }));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}
