// Reads Cytoscape JSON with cytoscape.js without a page, and prints its nodes and edges as JSON, a
// line each.
const fs = require("fs");
const cytoscape = require("cytoscape");

const cy = cytoscape({ headless: true, ...JSON.parse(fs.readFileSync(process.argv[2], "utf8")) });
const byId = (a, b) => (a.id() < b.id() ? -1 : 1);
cy.nodes().sort(byId).forEach((n) => console.log(JSON.stringify({ node: n.id(), name: n.data("name"), class: n.classes()[0] })));
cy.edges().sort(byId).forEach((e) => console.log(JSON.stringify({
  edge: e.id(), source: e.source().id(), target: e.target().id(), type: e.data("interaction"), class: e.classes()[0],
})));
