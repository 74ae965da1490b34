package encoder

// MaxPieces is the most pieces a sequence can have, with its start and end.
const MaxPieces = 512

// maxWordPieces is the most pieces kept of one word.
const maxWordPieces = 12

// Sequence is a sentence as the encoder reads it: the start piece, which also
// stands for the root, the pieces of each word, and the end piece.
type Sequence struct {
	Pieces []int32 // ids in the vocabulary
	Shapes []uint8 // shape class at the first piece of a word, else 0
	Words  []int32 // place of the first piece of each word
}

// NewSequence cuts the words of a sentence. It has no limit of length: the
// caller cuts long ones in windows.
func (t *Tokenizer) NewSequence(words []string) Sequence {
	s := Sequence{
		Pieces: make([]int32, 0, 2+len(words)*3/2),
		Shapes: make([]uint8, 0, 2+len(words)*3/2),
		Words:  make([]int32, 0, len(words)),
	}
	s.Pieces = append(s.Pieces, startPiece)
	for _, word := range words {
		word = normalise(word)
		first := len(s.Pieces)
		s.Words = append(s.Words, int32(first))
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
		s.Shapes[s.Words[0]] += shapeFirst
	}
	return s
}

// Window gives the words [from, to) of s as a sequence of their own.
func (s Sequence) Window(from, to int) Sequence {
	if from == 0 && to == len(s.Words) {
		return s
	}
	a, b := s.Start(from), s.End(to-1)
	w := Sequence{Words: make([]int32, to-from)}
	for i := range w.Words {
		w.Words[i] = s.Words[from+i] - int32(a) + 1
	}
	w.Pieces = append(append([]int32{startPiece}, s.Pieces[a:b]...), endPiece)
	w.Shapes = append(append([]uint8{shapeNone}, s.Shapes[a:b]...), shapeNone)
	return w
}

// Start is the place of the first piece of a word.
func (s Sequence) Start(word int) int { return int(s.Words[word]) }

// End is the place after the last piece of a word.
func (s Sequence) End(word int) int {
	if word+1 < len(s.Words) {
		return int(s.Words[word+1])
	}
	return len(s.Pieces) - 1
}
