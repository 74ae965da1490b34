package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the nodes one of whose names or aliases looks most like a name, as one that is
// mistyped does: the nearest first, then those of most articles, and none that differs in more than
// a third of its letters.
func Nearest(r Reader, name string, limit int) ([]Node, error) {
	type near struct {
		Node
		distance int
	}
	want := NormalName(name)
	var found []near
	err := r.Nodes(func(n *Node) error {
		distance := nameDistance(want, n.Name)
		for _, alias := range n.Aliases {
			distance = min(distance, nameDistance(want, alias))
		}
		if distance <= max(1, len([]rune(want))/3) {
			found = append(found, near{*n, distance})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b near) int {
		return cmp.Or(a.distance-b.distance, b.Articles-a.Articles, strings.Compare(a.ID, b.ID))
	})
	var nodes []Node
	for _, n := range found[:min(limit, len(found))] {
		nodes = append(nodes, n.Node)
	}
	return nodes, nil
}

// nameDistance is how many letters of a normal name are other ones in another name. Names too
// different in length to be near are not compared letter by letter.
func nameDistance(want, name string) int {
	other := NormalName(name)
	if apart := len(other) - len(want); apart > len(want) || -apart > len(want) {
		return max(len(other), len(want))
	}
	return levenshtein.ComputeDistance(want, other)
}
