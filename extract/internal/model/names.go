package model

import "math"

// Names are labelled word by word: O outside, B, I and L for the first, inner
// and last word of a longer name, U for a name of one word. Label 0 is O;
// label 1+4t+p is position p of type t.
const (
	begin = iota
	inside
	last
	unit
	positions
)

const labelCount = 1 + positions*len(NameTypes)

// nameLabels lists the labels in order.
func nameLabels() []string {
	labels := []string{"O"}
	for _, t := range NameTypes {
		for _, p := range "BILU" {
			labels = append(labels, string(p)+"-"+t)
		}
	}
	return labels
}

// opens tells whether a name goes on after the label, continues whether one
// was open before it.
func opens(label int) bool {
	return label > 0 && ((label-1)%positions == begin || (label-1)%positions == inside)
}

func continues(label int) bool {
	return label > 0 && ((label-1)%positions == inside || (label-1)%positions == last)
}

// addNameScores turns the scores of a word's labels to logarithms of
// probabilities and notes the probability of each type.
func (a *Analysis) addNameScores(word int, scores []float32) {
	top := float64(scores[argmax(scores)])
	sum := 0.0
	for _, v := range scores {
		sum += math.Exp(float64(v) - top)
	}
	log := top + math.Log(sum)
	for i, v := range scores {
		p := float32(float64(v) - log)
		a.labels = append(a.labels, p)
		if i > 0 {
			a.NameProbs[word][(i-1)/positions] += float32(math.Exp(float64(p)))
		}
	}
}

// findNames finds the most probable allowed sequence of labels, ties going to
// the lowest label, and the names in it.
func (a *Analysis) findNames() {
	path := bestLabels(a.labels, len(a.Tags))
	start := 0
	for i, label := range path {
		if !continues(label) {
			start = i
		}
		if label > 0 && !opens(label) {
			a.Names = append(a.Names, a.name(start, i+1, (label-1)/positions, path))
		}
	}
	a.labels = nil
}

func (a *Analysis) name(start, end, kind int, path []int) Name {
	n := Name{Start: start, End: end, Type: NameTypes[kind]}
	for i := start; i < end; i++ {
		n.Score += float32(math.Exp(float64(a.labels[i*labelCount+path[i]])))
		for t, p := range a.NameProbs[i] {
			n.Types[t] += p
		}
	}
	words := float32(end - start)
	n.Score /= words
	for t := range n.Types {
		n.Types[t] /= words
	}
	return n
}

// bestLabels is the Viterbi search. A state after a label is all that counts:
// either no name is open, or one of some type is.
func bestLabels(scores []float32, words int) []int {
	if words == 0 {
		return nil
	}
	const closed = len(NameTypes) // the other states are the open types
	var best [closed + 1]float64
	for t := range NameTypes {
		best[t] = math.Inf(-1)
	}
	back := make([][closed + 1]int8, words) // the label that led to a state
	for i := range words {
		next, from := [closed + 1]float64{}, &back[i]
		for s := range next {
			next[s], from[s] = math.Inf(-1), 0
		}
		for label, score := range scores[i*labelCount : (i+1)*labelCount] {
			before, after := states(label)
			if v := best[before] + float64(score); v > next[after] {
				next[after], from[after] = v, int8(label)
			}
		}
		best = next
	}
	path := make([]int, words)
	for i, state := words-1, closed; i >= 0; i-- {
		path[i] = int(back[i][state])
		state, _ = states(path[i])
	}
	return path
}

// states gives the state a label needs before it and the one it leads to.
func states(label int) (before, after int) {
	before, after = len(NameTypes), len(NameTypes)
	if continues(label) {
		before = (label - 1) / positions
	}
	if opens(label) {
		after = (label - 1) / positions
	}
	return before, after
}
