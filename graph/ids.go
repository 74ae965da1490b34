package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// idBytes is how much of a SHA-256 an id keeps: 80 bits, 20 hex digits. Among a hundred million
// ids of one kind the chance of a single collision is about one in two hundred million.
const idBytes = 10

// ArticleID returns the id of an article: a hash of its URL or, where it has none, of its path.
func ArticleID(url, path string) string {
	if url != "" {
		return hashID("article", "url", url)
	}
	return hashID("article", "path", path)
}

// EntityID returns the id of an entity: a hash of its label and normalised name, so that the same
// name is the same entity in every article. A person known by a single word is another person in
// each article, so articleID goes into that hash and into no other.
func EntityID(label, name, articleID string) string {
	key := nameKey(name)
	if scoped(label, key) {
		return hashID("entity", label, key, articleID)
	}
	return hashID("entity", label, key)
}

// StatementID returns the id of a statement: a hash of its article, type, the ids of its ends as
// EntityID makes them, and the offsets of its evidence.
func StatementID(articleID, typ, head, tail string, start, end int) string {
	return hashID("statement", articleID, typ, head, tail, strconv.Itoa(start), strconv.Itoa(end))
}

// EdgeID returns the id of the edge of a type between two nodes. The ends of a symmetric type are
// to be given smaller id first.
func EdgeID(typ, from, to string) string {
	return hashID("edge", typ, from, to)
}

// hashID hashes parts with their lengths, so that no two lists of parts read the same.
func hashID(parts ...string) string {
	h := sha256.New()
	var length []byte
	for _, part := range parts {
		length = strconv.AppendInt(length[:0], int64(len(part)), 10)
		h.Write(append(length, ':'))
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil)[:idBytes])
}

// scoped reports whether a normalised name is too weak to mean the same in two articles.
func scoped(label, key string) bool {
	return label == "Person" && !strings.Contains(key, " ")
}

// nameKey is NormalName, or the bare name where nothing of it is left.
func nameKey(name string) string {
	if key := NormalName(name); key != "" {
		return key
	}
	return name
}

// NormalName returns the form under which names are compared: compatibility decomposed, without
// accents, case, apostrophes, quotes, full stops, commas and invisible characters, with hyphens
// and dashes as spaces, spaces folded and a leading "the" dropped. "Hay’at Tahrir al-Sham" and
// "Hayat Tahrir al Sham" have the same normal name, and so have "U.S." and "US".
func NormalName(name string) string {
	folded := cases.Fold().String(norm.NFKD.String(strings.ToValidUTF8(name, "")))
	folded = strings.ToLower(folded) // Cherokee folds to capitals
	mapped := strings.Map(normalRune, norm.NFKD.String(folded))
	words := strings.Fields(mapped)
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// normalRune maps one decomposed, case-folded rune, or drops it with -1.
func normalRune(r rune) rune {
	switch {
	case r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
		return r
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Pd) || r == '_':
		return ' '
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cc, unicode.Cf, unicode.Pi, unicode.Pf):
		return -1
	case strings.ContainsRune(dropped, r):
		return -1
	}
	return r
}

// dropped lists the apostrophes, quotes and stops that spellings of one name differ in, and the
// letters that transliterations write for apostrophes.
const dropped = "'\"`´.,ʼʻʽʾʿˈ′″‚„＇"
