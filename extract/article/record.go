package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article/page"
)

// readRecord makes an article of one JSON object. number is its line in the input, or 0 where the path
// tells its place.
func readRecord(raw []byte, from origin, number int, opt Options) (*Article, error) {
	fail := func(column int, err error) (*Article, error) {
		return nil, &Error{Path: from.path, Line: number, Column: column, Err: err}
	}
	rec, err := opt.Fields.record(raw)
	if err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return fail(int(syntax.Offset), fmt.Errorf("%w: %w", ErrRecord, err))
		}
		return fail(0, fmt.Errorf("%w: %w", ErrRecord, err))
	}
	if isMarkup(rec.Text) {
		if rec.Text, err = page.Text(rec.Text); err != nil {
			return fail(0, err)
		}
	}
	text, err := clean([]byte(rec.Text), from.path)
	if err != nil {
		var e *Error
		errors.As(err, &e)
		return fail(0, e.Err)
	}
	return rec.article(text, from.path, number), nil
}

// isMarkup tells whether a record's text is HTML, as exports of content systems have it: it starts
// with a tag of a block and ends with one that closes.
func isMarkup(text string) bool {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "<") || !strings.HasSuffix(text, ">") {
		return false
	}
	return sniffMarkup([]byte(strings.ToLower(text[:min(len(text), sniffLength)]))) == HTML
}

// article makes the article of a record whose text has been cleaned.
func (rec Record) article(text, path string, number int) *Article {
	a := &Article{
		ID: rec.ID, Path: rec.Path, URL: rec.URL, Title: oneLine(rec.Title), Published: isoDate(rec.Published),
		Author: oneLine(rec.Author), Publisher: oneLine(rec.Publisher), Language: rec.Language, Text: text,
	}
	if a.Path == "" && a.URL == "" {
		if a.Path = path; number > 0 {
			a.Path += ":" + strconv.Itoa(number)
		}
	}
	a.finish()
	return a
}

// Fields maps the fields of a Record to those of the input that hold them: {"text": "body"}. A name
// with dots is that of a field in a field: "content.body". Fields that are not mapped have the names
// that Record gives them.
type Fields map[string]string

// fieldNames are the fields of a Record.
var fieldNames = []string{"id", "path", "url", "title", "published", "author", "publisher", "language", "text"}

// ParseFields reads "title=headline,text=body".
func ParseFields(s string) (Fields, error) {
	out := Fields{}
	for pair := range strings.SplitSeq(s, ",") {
		to, from, found := strings.Cut(strings.TrimSpace(pair), "=")
		switch {
		case !found || from == "":
			return nil, fmt.Errorf("%q: want FIELD=NAME", pair)
		case !slices.Contains(fieldNames, to):
			return nil, fmt.Errorf("%q: no such field; there are %s", to, strings.Join(fieldNames, ", "))
		case out[to] != "":
			return nil, fmt.Errorf("%q is given twice", to)
		}
		out[to] = from
	}
	return out, nil
}

// record decodes a JSON object as a Record.
func (f Fields) record(raw []byte) (Record, error) {
	var rec Record
	if len(f) == 0 {
		err := json.Unmarshal(raw, &rec)
		return rec, err
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return rec, err
	}
	into := map[string]*string{
		"id": &rec.ID, "path": &rec.Path, "url": &rec.URL, "title": &rec.Title, "published": &rec.Published,
		"author": &rec.Author, "publisher": &rec.Publisher, "language": &rec.Language, "text": &rec.Text,
	}
	for _, name := range fieldNames {
		from, mapped := f[name]
		if !mapped {
			from = name
		}
		v := lookUp(object, from)
		if name == "text" && v == nil {
			return rec, fmt.Errorf("no field %q; there are %s", from, strings.Join(slices.Sorted(maps.Keys(object)), ", "))
		}
		s, err := asText(v, name)
		if err != nil {
			return rec, fmt.Errorf("field %q: %w", from, err)
		}
		*into[name] = s
	}
	return rec, nil
}

// lookUp finds a field, or one in the fields of fields that dots part.
func lookUp(object map[string]any, name string) any {
	if v, found := object[name]; found {
		return v
	}
	head, rest, dotted := strings.Cut(name, ".")
	if inner, ok := object[head].(map[string]any); dotted && ok {
		return lookUp(inner, rest)
	}
	return nil
}

// asText gives a value as the text of a Record's field: paragraphs and authors may be lists, an id a
// number, an author or publisher an object with a name.
func asText(v any, field string) (string, error) {
	sep := ", "
	if field == "text" {
		sep = "\n\n"
	}
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case json.Number:
		if field == "id" {
			return v.String(), nil
		}
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			return name, nil
		}
	case []any:
		var parts []string
		for _, e := range v {
			s, err := asText(e, field)
			if err != nil {
				return "", err
			}
			parts = append(parts, s)
		}
		return strings.Join(parts, sep), nil
	}
	return "", errors.New("not a string")
}
