package schema

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

//go:embed news.yaml
var news []byte

// Default returns the built-in schema. It is read once and shared.
var Default = sync.OnceValues(func() (*Schema, error) { return parse("news.yaml", news, nil) })

// An Error is a fault in a schema file.
type Error struct {
	File string
	Line int    // 1 is the first; 0 when the whole file is meant
	Key  string // "types[3].frames[0].head"
	Err  error
}

func (e *Error) Error() string {
	place := e.File
	if e.Line > 0 {
		place = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	if e.Key != "" {
		place += ": " + e.Key
	}
	return fmt.Sprintf("schema: %s: %v", place, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Read reads a schema that stands alone; name is used in errors.
func Read(r io.Reader, name string) (*Schema, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, &Error{File: name, Err: err}
	}
	return parse(name, data, nil)
}

// ReadFile reads a user's schema and lays it over the default: its types replace those of the
// same name and the others are added; its labels and groups add to the default's.
func ReadFile(path string) (*Schema, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &Error{File: path, Err: err}
	}
	return Overlay(data, path)
}

// Overlay is ReadFile for what was read of a file before; name is used in errors.
func Overlay(data []byte, name string) (*Schema, error) {
	base, err := Default()
	if err != nil {
		return nil, err
	}
	return parse(name, data, base)
}

// The form of the file. Slots stay text here and are parsed with their place at hand.
type fileForm struct {
	Name    string              `yaml:"name"`
	Version int                 `yaml:"version"`
	Labels  yaml.MapSlice       `yaml:"labels"`
	Groups  map[string][]string `yaml:"groups"`
	Types   []typeForm          `yaml:"types"`
}

type typeForm struct {
	Name       string              `yaml:"name"`
	Doc        string              `yaml:"doc"`
	From       []string            `yaml:"from"`
	To         []string            `yaml:"to"`
	Symmetric  bool                `yaml:"symmetric"`
	Members    bool                `yaml:"members"`
	Contained  bool                `yaml:"contained"`
	Properties []string            `yaml:"properties"`
	Mappings   map[string][]string `yaml:"mappings"`
	Templates  []string            `yaml:"templates"`
	Frames     []frameForm         `yaml:"frames"`
}

type frameForm struct {
	Verbs      []string            `yaml:"verbs"`
	Adjectives []string            `yaml:"adjectives"`
	Nouns      []string            `yaml:"nouns"`
	Roles      []string            `yaml:"roles"`
	Head       string              `yaml:"head"`
	Tail       string              `yaml:"tail"`
	With       map[string][]string `yaml:"with"`
	From       []string            `yaml:"from"`
	To         []string            `yaml:"to"`
	Status     string              `yaml:"status"`
}

func parse(name string, data []byte, base *Schema) (*Schema, error) {
	r := &reader{name: name, groups: map[string][]string{"Actor": {"Person", "Organization", "Country"}}}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, yamlError(name, err)
	}
	r.file = file
	var form fileForm
	if err := yaml.UnmarshalWithOptions(data, &form, yaml.Strict()); err != nil {
		return nil, yamlError(name, err)
	}
	return r.schema(&form, base)
}

// yamlError keeps the line and the first sentence of the YAML library's message, which otherwise
// quotes the file over several lines.
func yamlError(name string, err error) error {
	e := &Error{File: name, Err: err}
	if y := yaml.Error(nil); errors.As(err, &y) {
		e.Err = errors.New(y.GetMessage())
		if t := y.GetToken(); t != nil {
			e.Line = t.Position.Line
		}
	}
	return e
}

// A reader turns the form of a file into a Schema and finds the line of whatever is wrong.
type reader struct {
	name   string
	file   *ast.File
	groups map[string][]string
}

func (r *reader) fail(key string, format string, args ...any) error {
	e := &Error{File: r.name, Key: key, Err: fmt.Errorf(format, args...)}
	for at := key; at != "" && e.Line == 0; at = parentKey(at) {
		path, err := yaml.PathString("$." + at)
		if err != nil {
			continue
		}
		if node, err := path.FilterFile(r.file); err == nil && node != nil {
			e.Line = node.GetToken().Position.Line
		}
	}
	return e
}

func parentKey(key string) string {
	i := strings.LastIndexAny(key, ".[")
	if i < 0 {
		return ""
	}
	return key[:i]
}

var (
	typeName  = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	labelName = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
)

func (r *reader) schema(form *fileForm, base *Schema) (*Schema, error) {
	s := &Schema{Name: form.Name, Version: form.Version}
	if base != nil {
		s.Labels, s.Types = slices.Clone(base.Labels), slices.Clone(base.Types)
	}
	if err := r.labels(s, form); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i := range form.Types {
		key := fmt.Sprintf("types[%d]", i)
		t, err := r.relationType(s, key, &form.Types[i])
		if err != nil {
			return nil, err
		}
		if seen[t.Name] {
			return nil, r.fail(key+".name", "type %s is there twice", t.Name)
		}
		seen[t.Name] = true
		s.index()
		if at, ok := s.types[t.Name]; ok {
			s.Types[at] = t
		} else {
			s.Types = append(s.Types, t)
		}
	}
	if len(s.Types) == 0 {
		return nil, r.fail("", "no relation types")
	}
	s.index()
	return s, nil
}

func (r *reader) labels(s *Schema, form *fileForm) error {
	for _, entry := range form.Labels {
		name, doc := fmt.Sprint(entry.Key), fmt.Sprint(entry.Value)
		if !labelName.MatchString(name) {
			return r.fail("labels", "label %q: names match %s", name, labelName)
		}
		if !s.HasLabel(name) {
			s.Labels = append(s.Labels, Label{Name: name, Doc: doc})
		}
	}
	for _, name := range slices.Sorted(mapKeys(form.Groups)) {
		labels, err := r.resolve(s, "groups."+name, form.Groups[name])
		if err != nil {
			return err
		}
		r.groups[name] = labels
	}
	return nil
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// resolve turns labels and groups into labels, each once.
func (r *reader) resolve(s *Schema, key string, names []string) ([]string, error) {
	var out []string
	for i, name := range names {
		labels, ok := r.groups[name]
		if !ok {
			labels = []string{name}
		}
		for _, l := range labels {
			if !s.HasLabel(l) {
				return nil, r.fail(fmt.Sprintf("%s[%d]", key, i), "no label or group %q", l)
			}
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out, nil
}

func (r *reader) relationType(s *Schema, key string, f *typeForm) (RelationType, error) {
	t := RelationType{
		Name: f.Name, Doc: f.Doc, Symmetric: f.Symmetric, Members: f.Members, Contained: f.Contained,
		Properties: f.Properties, Mappings: f.Mappings, Templates: f.Templates,
	}
	if !typeName.MatchString(t.Name) {
		return t, r.fail(key+".name", "type %q: names match %s", t.Name, typeName)
	}
	if len(f.From) == 0 || len(f.To) == 0 {
		return t, r.fail(key, "%s needs from and to", t.Name)
	}
	var err error
	if t.From, err = r.resolve(s, key+".from", f.From); err != nil {
		return t, err
	}
	if t.To, err = r.resolve(s, key+".to", f.To); err != nil {
		return t, err
	}
	for i, p := range f.Properties {
		if p != "role" {
			return t, r.fail(fmt.Sprintf("%s.properties[%d]", key, i), "no property %q; known is role", p)
		}
	}
	for i, name := range f.Templates {
		if !slices.Contains(Templates, name) {
			return t, r.fail(fmt.Sprintf("%s.templates[%d]", key, i), "no template %q; known are %s", name, strings.Join(Templates, ", "))
		}
	}
	for i := range f.Frames {
		frame, err := r.frame(s, fmt.Sprintf("%s.frames[%d]", key, i), &f.Frames[i])
		if err != nil {
			return t, err
		}
		t.Frames = append(t.Frames, frame)
	}
	return t, nil
}

func (r *reader) frame(s *Schema, key string, f *frameForm) (Frame, error) {
	var frame Frame
	words := [][]string{f.Verbs, f.Adjectives, f.Nouns, f.Roles}
	found := 0
	for trigger, list := range words {
		if len(list) > 0 {
			frame.Trigger, frame.Words, found = Trigger(trigger), list, found+1
		}
	}
	if found != 1 {
		return frame, r.fail(key, "a frame has one of %s", strings.Join(triggerNames, ", "))
	}
	var err error
	if frame.Head, err = ParseSlot(f.Head); err != nil {
		return frame, r.fail(key+".head", "%w", err)
	}
	if frame.Tail, err = ParseSlot(f.Tail); err != nil {
		return frame, r.fail(key+".tail", "%w", err)
	}
	for _, place := range slices.Sorted(mapKeys(f.With)) {
		slot, err := ParseSlot(place)
		if err != nil || len(slot) != 1 {
			return frame, r.fail(key+".with", "%q is no place", place)
		}
		frame.With = append(frame.With, Condition{Path: slot[0], Words: f.With[place]})
	}
	if frame.From, err = r.resolve(s, key+".from", f.From); err != nil {
		return frame, err
	}
	if frame.To, err = r.resolve(s, key+".to", f.To); err != nil {
		return frame, err
	}
	if frame.Status = f.Status; f.Status != "" && !slices.Contains([]string{"asserted", "claimed", "possible", "negated"}, f.Status) {
		return frame, r.fail(key+".status", "no status %q; known are asserted, claimed, possible, negated", f.Status)
	}
	return frame, nil
}
