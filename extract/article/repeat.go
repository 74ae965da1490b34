package article

import "strings"

// quoteWords is the number of words by which a pull quote is found again in the body.
const quoteWords = 8

// sameStart is the number of lines with the same first words of which one may be a pull quote.
const sameStart = 4

// A quote is a line that may repeat words of the body.
type quote struct {
	paragraph int      // in splitter.out
	words     []string // folded
}

// pullQuotes turns lines that say again what the body says into Furniture. Who said it, when that
// stands behind the words as a sentence of its own, becomes a Caption. Text said twice would count twice.
func (s *splitter) pullQuotes() {
	quotes := s.quotes()
	said := map[int]int{} // paragraph -> words of it that are said elsewhere
	for i, p := range s.out {
		if p.Kind != Body {
			continue
		}
		body := strings.Fields(fold(s.a.In(p), false))
		for at := 0; at+quoteWords <= len(body); at++ {
			for _, q := range quotes[[quoteWords]string(body[at:])] {
				n := common(q.words, body[at:])
				if q.paragraph != i && len(body) > len(q.words) && n > said[q.paragraph] && len(q.words)-n <= 12 {
					said[q.paragraph] = n
				}
			}
		}
	}
	if len(said) == 0 {
		return
	}
	var out []Paragraph
	for i, p := range s.out {
		if n := said[i]; n > 0 {
			out = append(out, s.cutQuote(p, n)...)
		} else {
			out = append(out, p)
		}
	}
	s.out = out
}

// quotes gives the lines that may be pull quotes by their first words.
func (s *splitter) quotes() map[[quoteWords]string][]quote {
	out := map[[quoteWords]string][]quote{}
	for i, p := range s.out {
		if p.Kind != Body && p.Kind != Caption && p.Kind != Heading {
			continue
		}
		text := s.a.In(p)
		if len(text) > 1000 {
			continue
		}
		if words := strings.Fields(fold(text, false)); len(words) >= quoteWords {
			first := [quoteWords]string(words)
			if len(out[first]) < sameStart {
				out[first] = append(out[first], quote{paragraph: i, words: words})
			}
		}
	}
	return out
}

// common counts the words that a and b start with alike.
func common(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// cutQuote splits paragraph p after its first n words: the quote is Furniture, the speaker a Caption.
func (s *splitter) cutQuote(p Paragraph, n int) []Paragraph {
	text := s.a.In(p)
	end := len(text)
	for i := range text {
		if i > 0 && len(strings.Fields(fold(text[:i], false))) > n {
			end = strings.LastIndexAny(strings.TrimRight(text[:i], " "), " \u00a0") + 1
			break
		}
	}
	if end < len(text) && !endsSentence(strings.TrimSpace(text[:end])) {
		return []Paragraph{p}
	}
	rest := len(text[end:]) - len(strings.TrimLeft(text[end:], "-–—―\"”’' \u00a0"))
	out := []Paragraph{}
	for _, part := range []Paragraph{{Furniture, p.Start, p.Start + end}, {Caption, p.Start + end + rest, p.End}} {
		if part.Start, part.End = trim(s.a.Text, part.Start, part.End); part.Start < part.End {
			out = append(out, part)
		}
	}
	return out
}
