package page

import (
	"cmp"
	"encoding/json"
	"html"
	"strings"
)

// linkedData is what JSON-LD says of the article.
type linkedData struct {
	headline, author, publisher, published, language, url, body string
}

// articleTypes are the schema.org types of articles whose names don't end in "Article".
var articleTypes = map[string]bool{"BlogPosting": true, "LiveBlogPosting": true, "Report": true}

// read takes in one script of JSON-LD. The first article counts; a script that is no JSON is passed
// over. Line breaks inside strings, which JSON forbids and pages have, are taken for spaces.
func (l *linkedData) read(script string) {
	script = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
	script = strings.TrimSuffix(strings.TrimSpace(script), ";")
	var v any
	if l.found() || json.Unmarshal([]byte(script), &v) != nil {
		return
	}
	if article := findArticle(v, 0); article != nil {
		l.fill(article)
	}
}

func (l *linkedData) found() bool { return l.headline != "" || l.body != "" }

// findArticle looks for an article in lists, graphs and the main entity of a page.
func findArticle(v any, depth int) map[string]any {
	if depth > 6 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if found := findArticle(e, depth+1); found != nil {
				return found
			}
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			return v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if found := findArticle(v[key], depth+1); found != nil {
				return found
			}
		}
	}
	return nil
}

func isArticle(typ any) bool {
	switch typ := typ.(type) {
	case string:
		return strings.HasSuffix(typ, "Article") || articleTypes[typ]
	case []any:
		for _, t := range typ {
			if isArticle(t) {
				return true
			}
		}
	}
	return false
}

func (l *linkedData) fill(article map[string]any) {
	l.headline = plain(name(article["headline"]))
	l.author = plain(names(cmp.Or(article["author"], article["creator"])))
	l.publisher = plain(name(article["publisher"]))
	l.published = plain(name(article["datePublished"]))
	l.language = plain(name(article["inLanguage"]))
	l.url = first(id(article["mainEntityOfPage"]), id(article["url"]))
	l.body, _ = article["articleBody"].(string)
}

// name gives a string, or the name of a thing or of the first of several.
func name(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		s, _ := v["name"].(string)
		return s
	case []any:
		if len(v) > 0 {
			return name(v[0])
		}
	}
	return ""
}

// names gives the names of things, with commas.
func names(v any) string {
	list, ok := v.([]any)
	if !ok {
		return name(v)
	}
	var out []string
	for _, e := range list {
		if n := name(e); n != "" {
			out = append(out, n)
		}
	}
	return strings.Join(out, ", ")
}

// id gives an address, or that of a thing.
func id(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		s, _ := v["@id"].(string)
		return s
	}
	return ""
}

// plain resolves entities and drops markup of a short string.
func plain(s string) string { return squeeze(html.UnescapeString(s)) }
