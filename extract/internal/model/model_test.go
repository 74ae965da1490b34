package model

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

// The budget and the hash of the embedded file; README.md has the hash too.
const (
	maxBytes = 18 << 20
	fileHash = "4f86640e943ab0b81765b9ead38b488a69483b5c7ff2bf3e23c050136c084933"
)

func load(t testing.TB) *Model {
	t.Helper()
	m, err := Embedded()
	require.NoError(t, err)
	return m
}

// onAllPaths runs a test with each set of kernels that runs here.
func onAllPaths(t *testing.T, test func(t *testing.T, m *Model)) {
	for _, path := range encoder.Paths() {
		t.Run(path, func(t *testing.T) { test(t, on(t, path)) })
	}
}

// on gives the model with a set of kernels.
func on(t testing.TB, path string) *Model {
	m, err := Decode(embedded)
	require.NoError(t, err)
	m.path = path
	return m
}

func TestEmbeddedFile(t *testing.T) {
	checkFile(t, embedded, fileHash, maxBytes, "train/pack.py")
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	assert.Contains(t, string(readme), fileHash)
}

// sentences are written for these tests.
var sentences = split(
	"The finance ministry of Velmora said on Monday that exports to Karsk had fallen by a third .",
	"President Ilse Brandt , who took office in March , will travel to Port Amsel with the head of Dorn Energy .",
	"Fishermen blocked the harbour .",
	"Talks between the rebels and the army broke down after shelling near al-Marwa killed four people , the Red Crescent said .",
	"`` We have nothing to hide , '' Mr. Okoye told the Daily Ledger .",
	"No .",
)

func split(lines ...string) [][]string {
	var out [][]string
	for _, l := range lines {
		out = append(out, strings.Fields(l))
	}
	return out
}

func TestAnalyzeReadsNames(t *testing.T) {
	a := load(t).Analyze(sentences[1:2])[0]
	require.NotEmpty(t, a.Names)
	assert.Equal(t, []Name{{Start: 1, End: 3, Type: "PER"}, {Start: 13, End: 15, Type: "LOC"}, {Start: 19, End: 21, Type: "ORG"}}, spansOf(a.Names))
	for _, n := range a.Names {
		assert.Greater(t, n.Score, float32(0.4))
		assert.LessOrEqual(t, n.Score, float32(1.0001))
	}
}

// vectorsHash is the hash of the vectors of all sentences. It holds on every
// processor and changes with the model file.
const vectorsHash = "840f2dcc6e2b192a012aae3a00efe3da30ad0baf3320c825b441b9e1c2d1a7ab"

func TestVectorsAreTheSameEverywhere(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		var sequences []encoder.Sequence
		for _, s := range sentences {
			sequences = append(sequences, m.tokenizer.NewSequence(s))
		}
		sum := sha256.New()
		x := m.encoder.Encode(&encoder.Scratch{Path: m.path}, sequences)
		require.NoError(t, binary.Write(sum, binary.LittleEndian, x))
		assert.Equal(t, vectorsHash, hex.EncodeToString(sum.Sum(nil)))
		assert.Equal(t, load(t).Analyze(sentences), m.Analyze(sentences))
	})
}

func TestResultsDoNotDependOnTheBatch(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		fence := strings.Fields(strings.Repeat("and so on ", windowPieces/3)) // too long to share a window
		var many [][]string
		for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(len(sentences) - 1) {
			many = append(many, sentences[i], sentences[i+1], fence)
		}
		read := m.Analyze(many)
		for i := 0; i < len(many); i += 3 {
			assert.Equal(t, m.Analyze(many[i:i+2]), read[i:i+2], "%v", many[i])
		}
	})
}

func TestSentencesAreReadTogether(t *testing.T) {
	m := load(t)
	together := m.Analyze(sentences[:2])[1]
	alone := m.Analyze(sentences[1:2])[0]
	assert.NotEqual(t, alone.Vectors, together.Vectors)
	assert.Equal(t, spansOf(alone.Names), spansOf(together.Names))
}

func TestResultsDoNotDependOnGoroutines(t *testing.T) {
	m := load(t)
	want := m.Analyze(sentences)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 2 {
				assert.Equal(t, want, m.Analyze(sentences))
			}
		})
	}
	wait.Wait()
}

// odd are sentences that nobody writes.
var odd = map[string][]string{
	"empty sentence": {},
	"empty word":     {""},
	"empty words":    {"", "", ""},
	"bad utf-8":      {"\xff\xfe", "a\x80b", "\xe2\x82"},
	"spaces":         {" ", "\n", "\u00a0"},
	"huge word":      {strings.Repeat("x", 1<<20), "y"},
	"huge odd word":  {strings.Repeat("é-", 1<<17)},
}

// long are sentences that are read in parts.
var long = map[string][]string{
	"10,000 words":   strings.Fields(strings.Repeat("the minister of Velmora , who had left ; ", 1111)),
	"no punctuation": strings.Fields(strings.Repeat("Anna ", 1300)),
	"many pieces":    strings.Fields(strings.Repeat("q/w/e/r/t/y ", 300)),
	"commas":         strings.Fields(strings.Repeat(", ", 1200)),
}

func TestAnalyzeTakesAnyInput(t *testing.T) {
	small, err := Decode(string(tiny().file()))
	require.NoError(t, err)
	for name, words := range odd {
		assertWellFormed(t, name, load(t).Analyze([][]string{words})[0], len(words))
		assertWellFormed(t, name, small.Analyze([][]string{words})[0], len(words))
	}
	for name, words := range long {
		assertWellFormed(t, name, small.Analyze([][]string{words})[0], len(words))
	}
}

func TestPartsMakeOneTree(t *testing.T) {
	words := strings.Fields(strings.Repeat("the minister of Velmora , who had left in March , spoke to Anna Diallo ; ", 35))
	a := load(t).Analyze([][]string{words})[0]
	assertWellFormed(t, "parts", a, len(words))
	assert.Contains(t, a.Relations, "parataxis")
	people := 0
	for _, n := range a.Names {
		if words[n.Start] == "Anna" && n.End == n.Start+2 {
			people++
		}
	}
	assert.Equal(t, 35, people)
}

func assertWellFormed(t *testing.T, name string, a Analysis, words int) {
	t.Helper()
	require.Len(t, a.Tags, words, name)
	require.Len(t, a.Heads, words, name)
	require.Len(t, a.Relations, words, name)
	require.Len(t, a.NameProbs, words, name)
	roots := 0
	for i, h := range a.Heads {
		assert.Equal(t, h < 0, a.Relations[i] == "root", name)
		if h < 0 {
			roots++
		}
	}
	assert.False(t, cyclic(a.Heads), name)
	if words > 0 {
		assert.Equal(t, 1, roots, name)
	}
}

// cyclic tells whether some word never comes to the root.
func cyclic(heads []int) bool {
	seen := make([]int, len(heads))
	for i := range heads {
		j := i
		for j >= 0 && seen[j] == 0 {
			seen[j] = i + 1
			j = heads[j]
		}
		if j >= 0 && seen[j] == i+1 {
			return true
		}
	}
	return false
}

func TestPartsEndAtPunctuation(t *testing.T) {
	m := load(t)
	words := strings.Fields(strings.Repeat("one two three four five ; six seven , eight nine ", 120))
	s := m.tokenizer.NewSequence(words)
	ps := parts(s, words)
	require.Greater(t, len(ps), 1)
	for i, p := range ps {
		assert.LessOrEqual(t, len(s.Part(p.from, p.to).Pieces), 512)
		if i+1 < len(ps) {
			assert.Equal(t, ";", words[p.to-1])
			assert.Equal(t, p.to, ps[i+1].from)
		}
	}
	assert.Equal(t, len(words), ps[len(ps)-1].to)
}
