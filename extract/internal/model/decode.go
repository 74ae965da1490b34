package model

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"unsafe"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

// The file begins with the magic, the version, a CRC-32C of all that follows
// it, and the length of the header. The header is JSON: the configuration,
// and for each tensor its name, type, shape and offset after the header.
const (
	magic       = "NEWSGRPH"
	version     = 1
	prefixBytes = len(magic) + 12
	maxHeader   = 1 << 20
	maxLayers   = 48
	maxWidth    = 4096
	maxLabels   = 1 << 10
)

// ErrFormat is the cause when data is not a model file of this version.
var ErrFormat = errors.New("not a model file of this version")

// ErrChecksum is the cause when data is damaged.
var ErrChecksum = errors.New("checksum does not match")

type header[C any] struct {
	Config  C        `json:"config"`
	Tensors []tensor `json:"tensors"`
}

type config struct {
	Width     int      `json:"width"`
	Heads     int      `json:"heads"`
	Layers    int      `json:"layers"`
	Arc       int      `json:"arc"`
	Label     int      `json:"label"`
	Names     []string `json:"names"`
	Tags      []string `json:"tags"`
	Relations []string `json:"relations"`
}

type tensor struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
}

// Decode reads a model file. The model keeps parts of data, which are not
// copied. Any input is safe; damage is an error.
func Decode(data string) (*Model, error) {
	m, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return m, nil
}

func decode(data string) (*Model, error) {
	c, r, err := parse[config](data)
	if err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	m := r.model(c)
	if r.err != nil {
		return nil, r.err
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	return m, nil
}

// parse gives the configuration of a file and a reader of its tensors.
func parse[C any](data string) (C, *reader, error) {
	var h header[C]
	if len(data) < prefixBytes || data[:len(magic)] != magic {
		return h.Config, nil, ErrFormat
	}
	prefix := []byte(data[len(magic):prefixBytes])
	if binary.LittleEndian.Uint32(prefix) != version {
		return h.Config, nil, ErrFormat
	}
	sum := crc32.Checksum(bytesOf(data[len(magic)+8:]), crc32.MakeTable(crc32.Castagnoli))
	if sum != binary.LittleEndian.Uint32(prefix[4:]) {
		return h.Config, nil, ErrChecksum
	}
	return parseBody[C](data[prefixBytes:], binary.LittleEndian.Uint32(prefix[8:]))
}

// parseBody reads the header, its checksum aside.
func parseBody[C any](data string, headerBytes uint32) (C, *reader, error) {
	var h header[C]
	if headerBytes > maxHeader || int(headerBytes) > len(data) {
		return h.Config, nil, fmt.Errorf("header of %d bytes", headerBytes)
	}
	if err := json.Unmarshal([]byte(data[:headerBytes]), &h); err != nil {
		return h.Config, nil, fmt.Errorf("header: %w", err)
	}
	r := &reader{data: data[headerBytes:], tensors: make(map[string]tensor, len(h.Tensors))}
	for _, t := range h.Tensors {
		r.tensors[t.Name] = t
	}
	return h.Config, r, nil
}

func (c *config) check() error {
	switch {
	case c.Width <= 0 || c.Width > maxWidth || c.Heads <= 0 || c.Heads > c.Width:
		return fmt.Errorf("width %d, %d attention heads", c.Width, c.Heads)
	case c.Layers <= 0 || c.Layers > maxLayers:
		return fmt.Errorf("%d layers", c.Layers)
	case c.Arc <= 0 || c.Arc > maxWidth || c.Label <= 0 || c.Label > maxWidth:
		return fmt.Errorf("arc width %d, label width %d", c.Arc, c.Label)
	case len(c.Tags) == 0 || len(c.Tags) > maxLabels || len(c.Relations) < 2 || len(c.Relations) > maxLabels:
		return fmt.Errorf("%d tags, %d relations", len(c.Tags), len(c.Relations))
	}
	return nil
}

// reader takes tensors from the file; the first fault stays in err. No more
// is taken in all than there is, so tensors can't share bytes to make a small
// file large.
type reader struct {
	data    string
	taken   int
	tensors map[string]tensor
	err     error
}

func (r *reader) model(c config) *Model {
	m := &Model{
		config: c,
		encoder: encoder.Encoder{
			Width:          c.Width,
			Heads:          c.Heads,
			Embedding:      bytesOf(r.take("embedding", 1, "u8")),
			EmbeddingScale: r.floats("embedding.scale"),
			Levels:         r.floats("embedding.levels"),
			Position:       r.floats("position"),
			Shape:          r.floats("shape"),
			Norm:           r.norm("norm"),
			Tap:            min(tapLayers, c.Layers-1),
		},
		heads: r.linear("heads", c.Width),
		arc:   r.linear("arc", c.Arc),
		label: r.linear("label", c.Label),
	}
	for i := range c.Layers {
		name := fmt.Sprintf("layer.%d.", i)
		m.encoder.Layers = append(m.encoder.Layers, encoder.Layer{
			QKV:           r.linear(name+"qkv", c.Width),
			Attention:     r.linear(name+"attention", c.Width),
			Inner:         r.linear(name+"inner", c.Width),
			Outer:         r.linear(name+"outer", -1),
			AttentionNorm: r.norm(name + "attention.norm"),
			OuterNorm:     r.norm(name + "outer.norm"),
		})
		if r.err != nil {
			return m
		}
	}
	vocabulary := r.take("vocabulary", 1, "u8")
	if r.err == nil {
		m.tokenizer = encoder.NewTokenizer(vocabulary)
	}
	return m
}

// take gives the bytes of a tensor of one of the given types, each number of
// it width bytes wide.
func (r *reader) take(name string, width int, types ...string) string {
	if r.err != nil {
		return ""
	}
	t, ok := r.tensors[name]
	if !ok {
		r.err = fmt.Errorf("tensor %s is missing", name)
		return ""
	}
	known := slices.Contains(types, t.Type)
	n := width
	for _, d := range t.Shape {
		if d < 0 || n > 0 && d > len(r.data)/n {
			known = false
			break
		}
		n *= d
	}
	if !known || t.Offset < 0 || t.Offset > len(r.data) || n > len(r.data)-t.Offset {
		r.err = fmt.Errorf("tensor %s: type %s, shape %v, offset %d", name, t.Type, t.Shape, t.Offset)
		return ""
	}
	if r.taken += n; r.taken > len(r.data) {
		r.err = fmt.Errorf("tensor %s: more data than there is", name)
		return ""
	}
	return r.data[t.Offset : t.Offset+n]
}

// int8s gives the integers of a tensor in place.
func (r *reader) int8s(name string) []int8 {
	data := r.take(name, 1, "i8")
	if data == "" {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.StringData(data))), len(data))
}

// bytesOf gives the bytes of a string in place.
func bytesOf(data string) []byte { return unsafe.Slice(unsafe.StringData(data), len(data)) }

// floats copies a tensor of 32-bit or 16-bit floats; all must be finite.
func (r *reader) floats(name string) []float32 {
	width := 4
	if r.tensors[name].Type == "f16" {
		width = 2
	}
	data := r.take(name, width, "f32", "f16")
	out := make([]float32, len(data)/width)
	for i := range out {
		if width == 4 {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(bytesOf(data[4*i : 4*i+4])))
		} else {
			out[i] = half(binary.LittleEndian.Uint16(bytesOf(data[2*i : 2*i+2])))
		}
		if v := out[i]; v-v != 0 {
			r.err = fmt.Errorf("tensor %s: number %d is not finite", name, i)
			return nil
		}
	}
	return out
}

// half converts a 16-bit float. The largest exponent, infinity or not a
// number, comes out as infinity.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h&0x3ff)
	switch exponent {
	case 0:
		return math.Float32frombits(math.Float32bits(float32(fraction)/(1<<24)) | sign)
	case 31:
		return math.Float32frombits(sign | 0xff<<23)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

func (r *reader) norm(name string) encoder.Norm {
	return encoder.Norm{Gain: r.floats(name + ".gain"), Bias: r.floats(name + ".bias")}
}

// linear reads a matrix; inputs < 0 takes their number from the sizes.
func (r *reader) linear(name string, inputs int) encoder.Linear {
	l := encoder.Linear{
		Inputs:  inputs,
		Weights: r.int8s(name + ".weight"),
		Scale:   r.floats(name + ".scale"),
		Bias:    r.floats(name + ".bias"),
	}
	l.Outputs = len(l.Scale)
	if inputs < 0 && l.Outputs > 0 {
		l.Inputs = len(l.Weights) / l.Outputs
	}
	return l
}
