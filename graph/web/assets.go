package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"time"
)

//go:embed assets
var assetFiles embed.FS

// assets are the page's parts as they are sent.
type assets struct {
	page, script, style, icon []byte
}

const siteLinks = `
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="app.css">
<script src="app.js" defer></script>`

// loadAssets reads the parts once. The script is all .js files in the order of their names, which
// are scripts of one global scope.
var loadAssets = sync.OnceValue(func() *assets {
	var a assets
	scripts, _ := fs.Glob(assetFiles, "assets/*.js") // sorted; the pattern is right
	a.script = []byte("\"use strict\";\n")
	for _, name := range scripts {
		a.script = append(a.script, asset(name)...)
	}
	a.style, a.icon = asset("assets/app.css"), asset("assets/icon.svg")
	var page bytes.Buffer
	_ = writePage(&page, pageParts{links: siteLinks}) // a buffer takes all
	a.page = page.Bytes()
	return &a
})

func asset(name string) []byte {
	raw, err := assetFiles.ReadFile(name)
	if err != nil {
		panic(err) // embedded, and loaded by every test
	}
	return raw
}

// pageParts is what stands in the places of the page, as HTML: policy and scripts are empty for a site.
type pageParts struct{ policy, links, scripts string }

// writePage fills the page. It does without html/template: the linker then can't tell which methods a
// program calls by name, and keeps 5 MB of others.
func writePage(w io.Writer, p pageParts) error {
	parts := strings.NewReplacer("{{policy}}", p.policy, "{{links}}", p.links, "{{scripts}}", p.scripts)
	_, err := parts.WriteString(w, string(asset("assets/page.html")))
	return err
}

// sourceHash is how a Content-Security-Policy names a script or style by its content.
func sourceHash(raw []byte) string {
	sum := sha256.Sum256(raw)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func servePage(w http.ResponseWriter, r *http.Request) {
	serveAsset(w, r, "text/html; charset=utf-8", loadAssets().page)
}

func serveScript(w http.ResponseWriter, r *http.Request) {
	serveAsset(w, r, "text/javascript; charset=utf-8", loadAssets().script)
}

func serveStyle(w http.ResponseWriter, r *http.Request) {
	serveAsset(w, r, "text/css; charset=utf-8", loadAssets().style)
}

func serveIcon(w http.ResponseWriter, r *http.Request) {
	serveAsset(w, r, "image/svg+xml", loadAssets().icon)
}

// serveAsset sends a part of the page, which the reader keeps as long as it is the same.
func serveAsset(w http.ResponseWriter, r *http.Request, typ string, raw []byte) {
	sum := sha256.Sum256(raw)
	w.Header().Set("Content-Type", typ)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(raw))
}
