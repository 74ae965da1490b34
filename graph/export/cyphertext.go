package export

import (
	"fmt"
	"strings"
	"unicode"
)

// cypherText writes text as a Cypher literal. Control, format and line separating characters are
// escaped, so that a script shows all that it says. A "u" after a backslash gets into a literal of
// its own, so that nothing depends on whether a server looks for \uXXXX before it looks for \\: else
// the text \u0022 could end its literal.
func cypherText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	after := rune(0)
	for _, r := range s {
		switch {
		case r == '"':
			b.WriteString(`\"`)
		case r == '\\':
			b.WriteString(`\\`)
		case r == 'u' && after == '\\':
			b.WriteString(`" + "u`)
		case r == 0:
			b.WriteRune(unicode.ReplacementChar) // what Clean makes of it
		case r <= 0xFFFF && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
		after = r
	}
	b.WriteByte('"')
	return b.String()
}
