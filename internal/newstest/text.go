package newstest

import (
	"fmt"
	"strings"
)

// Text makes the text of a further article of some sentences: its title, date line and body.
func (n *News) Text(sentences int) string {
	n.made++
	cast := n.casting()
	var body []string
	for range sentences {
		body = append(body, cast.sentence(templates[n.random.IntN(len(templates))]))
	}
	place := cast.next("Place")
	return fmt.Sprintf("%s\n\n%s, %s - %s\n", cast.sentence(titles[n.random.IntN(len(titles))]),
		strings.ToUpper(place), n.date().Format("January 2, 2006"), strings.Join(body, " "))
}

// What articles say. P is a person, O a body, C a country, L a place.
var (
	titles = []string{
		"O names P as chief executive", "C and C agree on trade", "P visits L", "Fighting reaches L", "O sues O over contract",
	}
	templates = []string{
		"P, the chief executive of O, met P in L on Monday.",
		"C accused C of arming rebels near L, and the government in L denied it.",
		"O said on Tuesday that it had acquired O, which is based in L.",
		"P was born in L and studied at O before joining O in 2012.",
		"Troops from C withdrew from L after a ceasefire with O.",
		"P, a spokesperson for O, criticised P and called for talks with C.",
		"C imposed sanctions on O, and P said that the company would appeal.",
		"Police in L arrested P on charges of fraud against O.",
		"P is expected to visit C next month to sign an agreement with O.",
	}
)

// A casting gives each article its few entities, which its sentences share.
type casting struct {
	of map[string][]string // label -> names
	at map[string]int
}

// casting draws the entities of an article.
func (n *News) casting() *casting {
	const most = 3 // of a label
	c := &casting{of: map[string][]string{}, at: map[string]int{}}
	for _, label := range []string{"Person", "Organization", "Country", "Place"} {
		for len(c.of[label]) < most {
			if who := nameOf(int(n.zipf.Uint64())); who.label == label {
				c.of[label] = append(c.of[label], who.name)
			}
		}
	}
	return c
}

// next returns the next name of a label, in turns.
func (c *casting) next(label string) string {
	names := c.of[label]
	c.at[label]++
	return names[c.at[label]%len(names)]
}

// sentence fills a template.
func (c *casting) sentence(template string) string {
	labels := map[string]string{"P": "Person", "O": "Organization", "C": "Country", "L": "Place"}
	words := strings.Split(template, " ")
	for i, word := range words {
		bare := strings.TrimRight(word, ",.")
		if label := labels[bare]; label != "" {
			words[i] = c.next(label) + word[len(bare):]
		}
	}
	return strings.Join(words, " ")
}
