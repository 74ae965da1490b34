package model

import (
	"fmt"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

// DecodeRelations reads the file of a relation head. Any input is safe; damage is an error.
func DecodeRelations(data string) (*RelationHead, error) {
	h, err := decodeRelations(data)
	if err != nil {
		return nil, fmt.Errorf("model: relations: %w", err)
	}
	return h, nil
}

func decodeRelations(data string) (*RelationHead, error) {
	c, r, err := parse[relationConfig](data)
	if err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	h := &RelationHead{
		config:    c,
		project:   r.linear("project", c.Width),
		position:  r.floats("position"),
		path:      r.floats("path"),
		pathValue: r.floats("path_value"),
		steps:     r.floats("steps"),
		features:  r.floats("features"),
		context:   dense{r.floats("context.weight"), r.floats("context.bias")},
		out:       dense{r.floats("out.weight"), r.floats("out.bias")},
		index:     relationIndex{indexOf(c.Relations), indexOf(c.Labels), indexOf(c.Mentions)},
	}
	if r.err != nil {
		return nil, r.err
	}
	return h, h.check()
}

func (c *relationConfig) check() error {
	switch {
	case c.Width <= 0 || c.Width > maxWidth || c.Hidden <= 0 || c.Hidden > maxWidth || c.Query <= 0 || c.Query > maxWidth:
		return fmt.Errorf("width %d, hidden %d, query %d", c.Width, c.Hidden, c.Query)
	case c.Hidden%encoder.Columns != 0 || c.AttentionHeads <= 0 || c.Query%c.AttentionHeads != 0:
		return fmt.Errorf("hidden %d, query %d of %d attention heads", c.Hidden, c.Query, c.AttentionHeads)
	case len(c.Types) == 0 || len(c.Types) > maxLabels || len(c.Relations) > maxLabels:
		return fmt.Errorf("%d types, %d relations", len(c.Types), len(c.Relations))
	case len(c.Labels) != pairFeatures[0] || len(c.Mentions) != pairFeatures[2]:
		return fmt.Errorf("labels %v, mentions %v", c.Labels, c.Mentions)
	}
	return nil
}

func (h *RelationHead) check() error {
	c := &h.config
	if err := h.project.Check(); err != nil {
		return fmt.Errorf("project: %w", err)
	}
	return checkSizes(
		size{"project", h.project.Outputs, pad(h.wordOutputs(), encoder.Columns)},
		size{"position", len(h.position), positionClasses * c.AttentionHeads},
		size{"path", len(h.path), pathClasses * c.AttentionHeads},
		size{"path_value", len(h.pathValue), pathClasses * c.Query},
		size{"steps", len(h.steps), 2 * len(c.Relations) * c.Hidden},
		size{"features", len(h.features), total(pairFeatures[:]) * c.Hidden},
		size{"context.weight", len(h.context.weights), c.Hidden * c.Query},
		size{"context.bias", len(h.context.bias), c.Hidden},
		size{"out.weight", len(h.out.weights), len(c.Types) * c.Hidden},
		size{"out.bias", len(h.out.bias), len(c.Types)},
	)
}

// A size is how many numbers a tensor has and should have.
type size struct {
	name      string
	got, want int
}

// checkSizes tells of the first size that is wrong.
func checkSizes(sizes ...size) error {
	for _, x := range sizes {
		if x.got != x.want {
			return fmt.Errorf("%s: %d numbers, want %d", x.name, x.got, x.want)
		}
	}
	return nil
}

// total gives the sum.
func total(sizes []int) int {
	sum := 0
	for _, n := range sizes {
		sum += n
	}
	return sum
}
