// Building the page: every text goes in as text, so that no name or sentence can become markup.

// element makes an element. Properties that begin with "on" are listeners, "data-" and "aria-" ones
// and those of `attributes` are attributes, all else are properties; children are nodes or texts,
// of which null and false are left out.
const attributes = new Set(["role", "for", "tabindex", "href", "title"]);

function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.startsWith("data-") || name.startsWith("aria-") || attributes.has(name)) made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function byID(id) {
  return document.getElementById(id);
}

// plural is a count with its noun: "1 article", "2,000 articles".
function plural(n, one, many = one + "s") {
  return n.toLocaleString("en") + " " + (n === 1 ? one : many);
}

// words is a type as people read it: "WORKED_FOR" is "worked for".
function words(type) {
  return type.toLowerCase().replaceAll("_", " ");
}

// spaced is a kind as people read it: "armedGroup" is "armed group".
function spaced(kind) {
  return kind.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

// period is a time from one date to another.
function period(from, to) {
  if (!from || !to || from === to) return from || to || "";
  return from + " – " + to;
}

// when is a statement's time: "2013/2017" is "2013 – 2017".
function when(time) {
  return period(...(time ? time.split("/") : [""]));
}

function percent(confidence) {
  return Math.round(confidence * 100) + " %";
}

// outward is a link to another page, or only its words if the address is no web address.
function outward(address, text) {
  if (!/^https?:\/\//i.test(address)) return element("span", {}, text);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", className: "outward" }, text);
}

// badge shows a status.
function badge(status) {
  return element("span", { className: "badge " + status }, status);
}

// dot shows the colour of a label.
function dot(label) {
  return element("span", { className: "dot " + labelClass(label), "aria-hidden": "true" });
}

// firsts is a list of which only the first are shown until asked for more.
function firsts(list, limit, make) {
  const shown = element("ul", { className: "rows" }, list.slice(0, limit).map(make));
  if (list.length <= limit) return shown;
  const more = element("button", {
    type: "button", className: "more",
    onclick: () => { more.remove(); shown.append(...list.slice(limit).map(make)); },
  }, "Show all " + list.length.toLocaleString("en"));
  return element("div", {}, shown, more);
}
