package extract

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/internal/model"
	"github.com/newsgraph/newsgraph/graph"
)

var (
	featuresFrom = flag.String("features-from", "", "folder of texts with marked relations, as relation_data.py writes them")
	featuresTo   = flag.String("features-to", "", "folder to write what the relation head learns from")
)

// A markedText is a line of the files that relation_data.py writes.
type markedText struct {
	Source    string   `json:"source"`
	Text      string   `json:"text"`
	Mentions  [][3]int `json:"mentions"` // start, end, entity
	Labels    []string `json:"labels"`
	Relations [][3]any `json:"relations"`
	Known     []string `json:"known"`
	Complete  bool     `json:"complete"`
}

// A markedSentence is what the head learns from: NAME.jsonl holds one a line, all sentences of all
// texts in order, and NAME.f32 the vectors of their words.
type markedSentence struct {
	Source    string          `json:"source"`
	Text      int             `json:"text"` // number of the text in its file
	Words     []string        `json:"words"`
	Heads     []int           `json:"heads"`
	Relations []string        `json:"rels"`
	Mentions  []model.Mention `json:"mentions"`
	Entities  []int           `json:"entities"` // of the mentions; -1 for a name that is not marked
	Marked    [][3]any        `json:"relations"`
	Known     []string        `json:"known"`
}

// TestWriteFeatures is no test but a step of training: it reads the marked texts as the Pipeline does
// and writes what the relation head sees of each sentence.
func TestWriteFeatures(t *testing.T) {
	if *featuresFrom == "" {
		t.Skip("a step of training: needs -features-from and -features-to")
	}
	files, err := filepath.Glob(filepath.Join(*featuresFrom, "*.jsonl"))
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(*featuresTo, 0o777))
	for _, file := range files {
		in, err := os.Open(file)
		require.NoError(t, err)
		to := filepath.Join(*featuresTo, strings.TrimSuffix(filepath.Base(file), ".jsonl"))
		sentences, err := os.Create(to + ".jsonl")
		require.NoError(t, err)
		vectors, err := os.Create(to + ".f32")
		require.NoError(t, err)
		w, v := json.NewEncoder(sentences), bufio.NewWriter(vectors)
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, 1<<24)
		for number := 0; lines.Scan(); number++ {
			var m markedText
			require.NoError(t, json.Unmarshal(lines.Bytes(), &m))
			writeFeatures(t, number, m, w, v)
		}
		require.NoError(t, v.Flush())
		require.NoError(t, vectors.Close())
		require.NoError(t, sentences.Close())
		require.NoError(t, in.Close())
	}
}

func writeFeatures(t *testing.T, number int, m markedText, w *json.Encoder, v *bufio.Writer) {
	r := &reading{article: body(m.Text), gazetteer: pipeline(t).gazetteer, frames: pipeline(t).frames, offsets: newOffsets(m.Text)}
	r.sentences = sentencesOf(r.article)
	r.analyse(pipeline(t).model)
	r.findNames()
	r.repairTrees()
	labels := r.markedLabels(m)
	for i := range r.sentences {
		out := markedSentence{Source: m.Source, Text: number, Mentions: []model.Mention{}, Entities: []int{}, Marked: m.Relations, Known: m.Known}
		for _, k := range r.sentences[i].tokens {
			out.Words = append(out.Words, k.word)
			out.Heads = append(out.Heads, k.head)
			out.Relations = append(out.Relations, k.rel)
		}
		r.markMentions(&out, i, m, labels)
		require.NotNil(t, r.analyses[i].Vectors)
		require.NoError(t, w.Encode(out))
		require.NoError(t, binary.Write(v, binary.LittleEndian, r.analyses[i].Vectors))
	}
}

// markedLabels gives the label of each marked entity; where the corpus has none, that of a
// mention of it.
func (r *reading) markedLabels(m markedText) []string {
	labels := slices.Clone(m.Labels)
	for _, x := range m.Mentions {
		if labels[x[2]] != "" {
			continue
		}
		name := string([]rune(m.Text)[x[0]:x[1]])
		for i := range r.mentions {
			if r.mentions[i].name == name && r.mentions[i].label != "Person" {
				labels[x[2]] = r.mentions[i].label
			}
		}
	}
	for i, l := range labels {
		if l == "" {
			labels[i] = "Place"
		}
	}
	return labels
}

// markMentions lists the marked mentions of a sentence, and where not all names are marked those
// that the Pipeline finds beside them.
func (r *reading) markMentions(out *markedSentence, sentence int, m markedText, labels []string) {
	g := r.in(sentence)
	runes := []rune(m.Text)
	covered := make([]bool, len(g.tokens))
	for _, x := range m.Mentions {
		start := len(string(runes[:x[0]]))
		end := start + len(string(runes[x[0]:x[1]]))
		first, last := -1, -1
		for k := range g.tokens {
			if g.tokens[k].start < end && start < g.tokens[k].end {
				if first < 0 {
					first = k
				}
				last = k
			}
		}
		if first < 0 || g.tokens[first].start < start-3 || g.tokens[last].end > end+3 {
			continue
		}
		typ := graph.NameMention
		switch label := labels[x[2]]; {
		case g.tokens[first].tag == "PRP" || g.tokens[first].tag == "PRP$":
			typ = graph.PronounMention
		case label == "Country" && strings.HasPrefix(g.tokens[last].tag, "JJ"):
			typ = graph.DemonymMention
		case g.tokens[first].tag == "DT" || strings.ToLower(g.tokens[last].word) == g.tokens[last].word:
			typ = graph.NominalMention
		}
		out.add(model.Mention{First: first, Last: last, Head: headOf(g.sentence, first, last), Label: labels[x[2]], Type: string(typ)}, x[2])
		for k := first; k <= last; k++ {
			covered[k] = true
		}
	}
	for i := range r.mentions {
		if x := &r.mentions[i]; !m.Complete && x.sentence == sentence && !slices.Contains(covered[x.first:x.last+1], true) {
			out.add(model.Mention{First: x.first, Last: x.last, Head: x.head, Label: x.label, Type: string(x.typ)}, -1)
		}
	}
}

func (s *markedSentence) add(m model.Mention, entity int) {
	s.Mentions = append(s.Mentions, m)
	s.Entities = append(s.Entities, entity)
}
