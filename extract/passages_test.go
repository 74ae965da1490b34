package extract

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

// heldOutPassages are annotated passages and articles that nothing learned from; train/passages.py tells
// their form.
var heldOutPassages = []string{
	"internal/model/train/passages/held-out.txt",
	"internal/model/train/passages/newsroom-held-out.txt",
}

// A passage is a text with its mentions and the relations that it states.
type passage struct {
	text      string
	mentions  []passageMention
	relations map[passageRelation]bool
}

// A passageMention is a span of bytes that refers to an entity.
type passageMention struct {
	start, end int
	entity     string
}

type passageRelation struct{ head, typ, tail string }

var (
	markedMention = regexp.MustCompile(`\[(\d+)(?: [A-Z][a-z]+)?\|([^\[\]|]+)\]`)
	likeRelation  = regexp.MustCompile(`^\d+ [A-Z_]+\b`) // what begins so is no paragraph
)

// readPassages reads a file of annotated passages.
func readPassages(t *testing.T, path string) []passage {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	var out []passage
	inside := false
	for number, line := range strings.Split(string(content), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case line == "":
			inside = false
		case !inside:
			inside = true
			out = append(out, passage{relations: map[passageRelation]bool{}})
			out[len(out)-1].add(line)
		case !likeRelation.MatchString(line):
			p := &out[len(out)-1]
			require.Empty(t, p.relations, "%s:%d", path, number+1)
			p.text += "\n\n"
			p.add(line)
		default:
			var r passageRelation
			_, err := fmt.Sscan(line, &r.head, &r.typ, &r.tail)
			require.NoError(t, err, "%s:%d", path, number+1)
			out[len(out)-1].relations[r] = true
		}
	}
	return out
}

// add appends a paragraph.
func (p *passage) add(marked string) {
	last := 0
	for _, m := range markedMention.FindAllStringSubmatchIndex(marked, -1) {
		p.text += marked[last:m[0]]
		p.mentions = append(p.mentions, passageMention{len(p.text), len(p.text) + m[5] - m[4], marked[m[2]:m[3]]})
		p.text += marked[m[4]:m[5]]
		last = m[1]
	}
	p.text += marked[last:]
}

// marked gives the entities of the passage that an entity of the reading has a mention in common with.
func (p *passage) marked(r *reading, entity int) []string {
	var out []string
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.entity != entity {
			continue
		}
		tokens := r.sentences[m.sentence].tokens
		for _, x := range p.mentions {
			if tokens[m.first].start < x.end && x.start < tokens[m.last].end {
				out = append(out, x.entity)
			}
		}
	}
	return out
}

// states reports whether the annotator agrees with a statement.
func (p *passage) states(r *reading, s *statement) bool {
	for _, head := range p.marked(r, s.head) {
		for _, tail := range p.marked(r, s.tail) {
			if p.relations[passageRelation{head, s.typ.Name, tail}] || s.typ.Symmetric && p.relations[passageRelation{tail, s.typ.Name, head}] {
				return true
			}
		}
	}
	return false
}

// ratedInPassages tells right statements from wrong ones in annotated passages.
func ratedInPassages(t *testing.T, p *Pipeline, paths []string) []rated {
	t.Helper()
	var out []rated
	for _, path := range paths {
		for _, x := range readPassages(t, path) {
			r := p.run(body(x.text))
			for i := range r.said {
				if s := &r.said[i]; s.status != graph.Negated {
					out = append(out, rated{s.features, x.states(r, s)})
				}
			}
		}
	}
	return out
}
