// Package examples holds what Neo4j Browser reads, for `newsgraph serve` to give it. The articles,
// queries and schema beside it are for people, and for tests.
package examples

import "embed"

// Browser has the files of the folder browser: guide.md, a guide for the command :guide;
// newsgraph.grass, a style for :style; and saved-scripts.zip, the queries, to be dropped on the page.
//
//go:embed browser
var Browser embed.FS
