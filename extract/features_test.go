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
	writeMarked(t, *featuresTo, func(rows *json.Encoder, vectors *bufio.Writer) func(markedText) {
		number := -1
		return func(m markedText) {
			number++
			writeFeatures(t, number, m, rows, vectors)
		}
	})
}

// writeMarked reads the files of -features-from and writes NAME.jsonl and NAME.f32 for each. begin is
// called for each file and gives what is to be done with its texts.
func writeMarked(t *testing.T, folder string, begin func(rows *json.Encoder, vectors *bufio.Writer) func(markedText)) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(*featuresFrom, "*.jsonl"))
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(folder, 0o777))
	for _, file := range files {
		in, err := os.Open(file)
		require.NoError(t, err)
		to := filepath.Join(folder, strings.TrimSuffix(filepath.Base(file), ".jsonl"))
		rows, err := os.Create(to + ".jsonl")
		require.NoError(t, err)
		vectors, err := os.Create(to + ".f32")
		require.NoError(t, err)
		buffered := bufio.NewWriter(vectors)
		read := begin(json.NewEncoder(rows), buffered)
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var m markedText
			require.NoError(t, json.Unmarshal(lines.Bytes(), &m))
			read(m)
		}
		require.NoError(t, buffered.Flush())
		require.NoError(t, vectors.Close())
		require.NoError(t, rows.Close())
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
		start, end := bytesOf(runes, x)
		first, last := g.covering(start, end)
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

// bytesOf turns a marked mention's offsets in code points to offsets in bytes.
func bytesOf(text []rune, mention [3]int) (start, end int) {
	start = len(string(text[:mention[0]]))
	return start, start + len(string(text[mention[0]:mention[1]]))
}

// covering gives the first and last token that have a part of a span of bytes, or -1.
func (s *sentence) covering(start, end int) (first, last int) {
	first, last = -1, -1
	for k := range s.tokens {
		if s.tokens[k].start < end && start < s.tokens[k].end {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	return first, last
}

func (s *markedSentence) add(m model.Mention, entity int) {
	s.Mentions = append(s.Mentions, m)
	s.Entities = append(s.Entities, entity)
}
