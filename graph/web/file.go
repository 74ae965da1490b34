package web

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// A wholePage is all that the page of a file shows.
type wholePage struct {
	Overview   *Overview             `json:"overview"`
	Mentions   []graph.Mentioned     `json:"mentions"`
	Statements []graph.Statement     `json:"statements"`
	Texts      map[string]string     `json:"texts"`    // by article
	Rejected   map[string][]Rejected `json:"rejected"` // by article
}

// WriteFile writes the page of a whole graph as one HTML file that needs no server and no network,
// with the texts that Options give. The same graph and texts give the same bytes.
func WriteFile(w io.Writer, g *graph.Graph, options Options) error {
	options = options.withDefaults()
	overview := newOverview(g, options.Symmetric, 0)
	overview.draw()
	whole := wholePage{
		Overview: overview, Mentions: listed(g.Mentions), Statements: listed(g.Statements),
		Texts: map[string]string{}, Rejected: map[string][]Rejected{},
	}
	for _, a := range g.Articles {
		if text, ok := options.Text(a); ok {
			whole.Texts[a.ID] = text
		}
		if rejected := options.Rejected[a.ID]; len(rejected) > 0 {
			whole.Rejected[a.ID] = rejected
		}
	}
	data, err := json.Marshal(whole) // writes < > & as escapes, so that nothing in it ends the script
	if err != nil {
		return err
	}
	a := loadAssets()
	icon := "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(a.icon)
	return writePage(w, pageParts{
		policy:  "\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + html.EscapeString(filePolicy(a)) + "\">",
		links:   "\n<link rel=\"icon\" href=\"" + icon + "\">\n<style>" + string(a.style) + "</style>",
		scripts: "\n<script type=\"application/json\" id=\"data\">" + string(data) + "</script>\n<script>" + string(a.script) + "</script>",
	})
}

// filePolicy lets a file run its own script, and load or ask for nothing.
func filePolicy(a *assets) string {
	return strings.Join([]string{
		"default-src 'none'", "script-src " + sourceHash(a.script), "style-src " + sourceHash(a.style),
		"img-src data:", "base-uri 'none'", "form-action 'none'",
	}, "; ")
}
