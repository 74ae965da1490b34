package newstest

import (
	"fmt"
	"strings"
)

// A name is an entity of the world.
type name struct {
	label, kind, name, wikidata string
	aliases                     []string
}

// countries are the hubs of the world.
var countries = strings.Split("United States,China,Russia,Ukraine,Israel,Iran,India,France,Germany,United Kingdom,"+
	"Syria,Turkey,Japan,Brazil,Egypt,Mexico,Pakistan,Italy,Poland,Kenya,Nigeria,Canada,Spain,Iraq,Yemen,Sudan,"+
	"Lebanon,Qatar,Jordan,Greece,Norway,Sweden,Finland,Hungary,Romania,Serbia,Vietnam,Indonesia,Malaysia,Thailand", ",")

var (
	firstNames = strings.Fields("James Maria Ahmed Wei Olga Carlos Fatima Ivan Anna David Sofia Omar Elena Peter Leila Hans " +
		"Nadia Paul Aisha Marco Helen Yusuf Clara Victor Amina George Irina Samuel Lucia Daniel Mariam Thomas")
	syllables = strings.Fields("bar den kov lin mar nor pel ras sul tan vek wil zor gal her jun kas lem mir nov ost pra " +
		"rin san tor ul ver wen yar zel ban cor dal fen gor hal ilm kar lod mon")
	bodies = strings.Fields("Bank Party Front Holdings University Ministry Union Airlines Foundation Institute Energy " +
		"Steel Army Movement Council Agency")
	roles = []string{"", "", "president", "chief executive", "minister", "spokesperson"}
)

// nameOf returns an entity by its rank. No two ranks have the same name.
func nameOf(k int) name {
	if k < len(countries) {
		return name{label: "Country", kind: "country", name: countries[k], wikidata: fmt.Sprintf("Q%d", 900+k)}
	}
	coined := coin(k)
	switch k % 3 {
	case 0:
		n := name{label: "Person", name: firstNames[k%len(firstNames)] + " " + coined, aliases: []string{coined}}
		if k%7 == 0 { // known under another name too
			n.aliases = append(n.aliases, "Abu "+coined+" al-"+coin(k/7))
		}
		return n
	case 1:
		body := bodies[k%len(bodies)]
		full := fmt.Sprintf("%s %s %s", coined, coin(k%977), body)
		return name{label: "Organization", kind: "company", name: full, aliases: []string{initials(full)}}
	}
	return name{label: "Place", kind: "city", name: coined + "ville"}
}

// coin makes a word of a number, another one of each.
func coin(k int) string {
	var word strings.Builder
	for range 2 {
		word.WriteString(syllables[k%len(syllables)])
		k /= len(syllables)
	}
	for ; k > 0; k /= len(syllables) {
		word.WriteString(syllables[k%len(syllables)])
	}
	coined := word.String()
	return strings.ToUpper(coined[:1]) + coined[1:]
}

// initials makes the acronym of a name. Many bodies share one.
func initials(full string) string {
	var out strings.Builder
	for _, word := range strings.Fields(full) {
		out.WriteByte(word[0])
	}
	return out.String()
}
