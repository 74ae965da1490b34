package export

import "encoding/xml"

// An xmlWriter writes XML.
type xmlWriter struct{ printer }

// open starts a tag, with pairs of names and values as its attributes, those of empty values left
// out. The tag is to be ended with ">" or "/>".
func (w xmlWriter) open(tag string, attributes ...string) {
	w.print("<", tag)
	for i := 0; i < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.print(" ", attributes[i], `="`)
			w.text(attributes[i+1])
			w.print(`"`)
		}
	}
}

// text writes escaped text. Characters that XML can't hold become U+FFFD.
func (w xmlWriter) text(s string) { _ = xml.EscapeText(w, []byte(s)) }
