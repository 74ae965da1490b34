package model

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// writer makes model files for tests.
type writer struct {
	header header[config]
	data   []byte
	random *rand.Rand
}

func (w *writer) add(name, kind string, bytes []byte, shape ...int) {
	w.header.Tensors = append(w.header.Tensors, tensor{name, kind, shape, len(w.data)})
	w.data = append(w.data, bytes...)
}

func (w *writer) bytes(name, kind string, n int) {
	bytes := make([]byte, n)
	for i := range bytes {
		bytes[i] = byte(w.random.IntN(256))
	}
	w.add(name, kind, bytes, n)
}

func (w *writer) floats(name string, n int) {
	var bytes []byte
	for range n {
		bytes = binary.LittleEndian.AppendUint32(bytes, math.Float32bits(w.random.Float32()/50))
	}
	w.add(name, "f32", bytes, n)
}

func (w *writer) halves(name string, n int) {
	var bytes []byte
	for range n {
		bytes = binary.LittleEndian.AppendUint16(bytes, uint16(w.random.IntN(0x3c00)))
	}
	w.add(name, "f16", bytes, n)
}

func (w *writer) norm(name string, n int) {
	w.halves(name+".gain", n)
	w.halves(name+".bias", n)
}

func (w *writer) linear(name string, inputs, outputs int) {
	outputs = pad(outputs, 16)
	w.bytes(name+".weight", "i8", inputs*outputs)
	w.floats(name+".scale", outputs)
	w.halves(name+".bias", outputs)
}

func (w *writer) file() []byte {
	head, err := json.Marshal(w.header)
	if err != nil {
		panic(err)
	}
	return join(head, w.data)
}

// join puts a file together whose lengths and checksum are right.
func join(head, data []byte) []byte {
	out := append([]byte(magic), make([]byte, 8)...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(head)))
	out = append(append(out, head...), data...)
	seal(out)
	return out
}

// addFile gives a fuzz target the header and the tensors of an embedded file.
func addFile(f *testing.F, file string) {
	f.Helper()
	head := 20 + int(file[16]) + int(file[17])<<8
	require.Less(f, head, len(file))
	f.Add([]byte(file[20:head]), []byte(file[head:]))
}

// checkFile holds an embedded file to its hash, which README.md has too, and to its budget in bytes.
func checkFile(t *testing.T, file, hash string, budget int, program string) {
	t.Helper()
	sum := sha256.Sum256([]byte(file))
	assert.Equal(t, hash, hex.EncodeToString(sum[:]), program+" made another file: put its hash and figures into README.md")
	assert.LessOrEqual(t, len(file), budget)
}

// seal sets version and checksum.
func seal(file []byte) {
	binary.LittleEndian.PutUint32(file[len(magic):], version)
	sum := crc32.Checksum(file[len(magic)+8:], crc32.MakeTable(crc32.Castagnoli))
	binary.LittleEndian.PutUint32(file[len(magic)+4:], sum)
}

// tiny is a whole model with random weights and a vocabulary of letters.
func tiny() *writer {
	w := &writer{random: rand.New(rand.NewPCG(11, 12))}
	c := config{Width: 16, Heads: 1, Layers: 1, Arc: 16, Label: 16, Names: nameLabels(), Tags: []string{"NN", "VB"}, Relations: []string{"dep", "root"}}
	w.header.Config = c
	pieces := make([]string, 103)
	for letter := 'a'; letter <= 'z'; letter++ {
		pieces = append(pieces, string(letter), "##"+string(letter))
	}
	w.bytes("embedding", "u8", len(pieces)*c.Width/2)
	w.halves("embedding.scale", len(pieces))
	w.floats("embedding.levels", 16)
	w.halves("position", 512*c.Width)
	w.halves("shape", 24*c.Width)
	w.norm("norm", c.Width)
	w.linear("layer.0.qkv", c.Width, 3*c.Width)
	w.linear("layer.0.attention", c.Width, c.Width)
	w.linear("layer.0.inner", c.Width, 32)
	w.linear("layer.0.outer", 32, c.Width)
	w.norm("layer.0.attention.norm", c.Width)
	w.norm("layer.0.outer.norm", c.Width)
	w.linear("heads", c.Width, 2*c.Arc+2*c.Label+len(c.Names)+len(c.Tags))
	w.linear("arc", c.Arc, c.Arc)
	w.linear("label", c.Label, len(c.Relations)*(c.Label+1))
	vocabulary := strings.Join(pieces, "\n") + "\n"
	w.add("vocabulary", "u8", []byte(vocabulary), len(vocabulary))
	return w
}

func TestDecodeTiny(t *testing.T) {
	m, err := Decode(string(tiny().file()))
	require.NoError(t, err)
	words := strings.Fields("the cat sat on a mat")
	assertWellFormed(t, "tiny", m.Analyze([][]string{words})[0], len(words))
}

func TestDecodeRefusesDamage(t *testing.T) {
	good := string(tiny().file())
	_, err := Decode("")
	assert.ErrorIs(t, err, ErrFormat)
	_, err = Decode(good[:16])
	assert.ErrorIs(t, err, ErrFormat)
	_, err = Decode("newsgrph" + good[8:])
	assert.ErrorIs(t, err, ErrFormat)
	_, err = Decode(good[:8] + "\x02" + good[9:])
	assert.ErrorIs(t, err, ErrFormat)
	_, err = Decode(good[:len(good)-1])
	assert.ErrorIs(t, err, ErrChecksum)
	_, err = Decode(good[:500] + "?" + good[501:])
	assert.ErrorIs(t, err, ErrChecksum)
}

func TestDecodeNamesTheFault(t *testing.T) {
	for want, spoil := range map[string]func(w *writer){
		"tensor arc.bias is missing":   func(w *writer) { w.rename("arc.bias", "arcbias") },
		"tensor shape":                 func(w *writer) { w.tensor("shape").Shape = []int{1 << 40, 1 << 40} },
		"tensor embedding":             func(w *writer) { w.tensor("embedding").Offset = -1 },
		"tensor position":              func(w *writer) { w.tensor("position").Type = "i8" },
		"embeddings of 8 levels":       func(w *writer) { w.tensor("embedding.levels").Shape = []int{8} },
		"width 17":                     func(w *writer) { w.header.Config.Width = 17 },
		"-1 layers":                    func(w *writer) { w.header.Config.Layers = -1 },
		"relations lack root":          func(w *writer) { w.header.Config.Relations = []string{"a", "b"} },
		"relation root is there twice": func(w *writer) { w.header.Config.Relations = []string{"root", "root"} },
		"name labels":                  func(w *writer) { w.header.Config.Names = nil },
		"heads: ":                      func(w *writer) { w.header.Config.Tags = make([]string, 100) },
		"number 3 is not finite": func(w *writer) {
			binary.LittleEndian.PutUint32(w.data[w.tensor("arc.scale").Offset+12:], math.Float32bits(float32(math.NaN())))
		},
		"more data than there is": func(w *writer) {
			e := w.tensor("embedding")
			e.Offset, e.Shape = 0, []int{len(w.data)}
		},
	} {
		w := tiny()
		spoil(w)
		_, err := Decode(string(w.file()))
		assert.ErrorContains(t, err, want)
		if err != nil {
			assert.True(t, strings.HasPrefix(err.Error(), "model: "), err)
		}
	}
}

func (w *writer) tensor(name string) *tensor {
	for i := range w.header.Tensors {
		if w.header.Tensors[i].Name == name {
			return &w.header.Tensors[i]
		}
	}
	panic(fmt.Sprintf("no tensor %s", name))
}

func (w *writer) rename(from, to string) { w.tensor(from).Name = to }

// FuzzDecode spoils header and tensors apart, since a file with the wrong
// lengths or checksum ends early.
func FuzzDecode(f *testing.F) {
	w := tiny()
	head, err := json.Marshal(w.header)
	require.NoError(f, err)
	f.Add(head, w.data)
	f.Add([]byte("{}"), []byte{})
	f.Fuzz(func(t *testing.T, head, data []byte) {
		m, err := Decode(string(join(head, data)))
		if err != nil {
			return
		}
		words := []string{"ab", "C", "é", ""}
		assertWellFormed(t, "fuzz", m.Analyze([][]string{words})[0], len(words))
	})
}

func TestDecodeTakesAnyPart(t *testing.T) {
	file := tiny().file()
	for n := 0; n < len(file); n += 1 + n/40 {
		part := copyOf(file[:n])
		if n >= prefixBytes {
			seal(part)
		}
		_, err := Decode(string(part))
		assert.Error(t, err)
	}
}

func copyOf(x []byte) []byte { return append([]byte(nil), x...) }

func TestHalf(t *testing.T) {
	for h, want := range map[uint16]float32{
		0: 0, 1: 1.0 / (1 << 24), 0x3ff: 1023.0 / (1 << 24), 0x400: 1.0 / (1 << 14), 0x3c00: 1, 0xc000: -2,
		0x3555: 0.33325195, 0x7bff: 65504, 0x7c00: float32(math.Inf(1)), 0x7e00: float32(math.Inf(1)),
	} {
		assert.Equal(t, want, half(h), "%#x", h)
	}
}
