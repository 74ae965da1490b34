package encoder

// MaxPieces is the most pieces a sequence can have, with its start and end.
const MaxPieces = 512

// maxWordPieces is the most pieces kept of one word.
const maxWordPieces = 12

// Sequence is one sentence, or some that follow each other, as the encoder
// reads them: the start piece, then of each sentence the pieces of its words
// and the end piece. The piece before a sentence also stands for its root.
type Sequence struct {
	Pieces []int32 // ids in the vocabulary
	Shapes []uint8 // shape class at the first piece of a word, else 0
	// First is, sentence by sentence, the place of its root and of the first piece of each of its words.
	First []int32
}

// NewSequence cuts the words of a sentence. It has no limit of length: the
// caller cuts long ones in windows.
func (t *Tokenizer) NewSequence(words []string) Sequence {
	s := Sequence{
		Pieces: make([]int32, 0, 2+len(words)*3/2),
		Shapes: make([]uint8, 0, 2+len(words)*3/2),
		First:  make([]int32, 1, 1+len(words)),
	}
	s.Pieces = append(s.Pieces, startPiece)
	for _, word := range words {
		word = normalise(word)
		first := len(s.Pieces)
		s.First = append(s.First, int32(first))
		s.Pieces = t.Append(s.Pieces, word, maxWordPieces)
		if len(s.Pieces) == first {
			s.Pieces = append(s.Pieces, unknownPiece)
		}
		for len(s.Shapes) < first {
			s.Shapes = append(s.Shapes, shapeNone)
		}
		s.Shapes = append(s.Shapes, shape(word))
	}
	s.Pieces = append(s.Pieces, endPiece)
	for len(s.Shapes) < len(s.Pieces) {
		s.Shapes = append(s.Shapes, shapeNone)
	}
	if len(words) > 0 {
		s.Shapes[s.First[1]] += shapeFirst
	}
	return s
}

// Part gives the words [from, to) of a sentence as a sentence of their own.
func (s Sequence) Part(from, to int) Sequence {
	if from == 0 && to+1 == len(s.First) {
		return s
	}
	a, b := s.Start(from), s.End(to-1)
	w := Sequence{First: make([]int32, 1, 1+to-from)}
	for _, at := range s.First[1+from : 1+to] {
		w.First = append(w.First, at-int32(a)+1)
	}
	w.Pieces = append(append([]int32{startPiece}, s.Pieces[a:b]...), endPiece)
	w.Shapes = append(append([]uint8{shapeNone}, s.Shapes[a:b]...), shapeNone)
	return w
}

// Then gives the sentences of s followed by those of next.
func (s Sequence) Then(next Sequence) Sequence {
	shared := len(s.Pieces) - 1 // the end of s stands for the root of what follows
	for _, at := range next.First {
		s.First = append(s.First, at+int32(shared))
	}
	s.Pieces = append(s.Pieces, next.Pieces[1:]...)
	s.Shapes = append(s.Shapes, next.Shapes[1:]...)
	return s
}

// Start is the place of the first piece of a word of a sentence.
func (s Sequence) Start(word int) int { return int(s.First[word+1]) }

// End is the place after the last piece of a word of a sentence.
func (s Sequence) End(word int) int {
	if word+2 < len(s.First) {
		return int(s.First[word+2])
	}
	return len(s.Pieces) - 1
}
