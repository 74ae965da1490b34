package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"sync"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/schema"
)

// program is the SHA-256 of this program's own file, or empty where that can't be read. No version tells
// so surely whether the same article gives the same document.
var program = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return ""
	}
	return hex.EncodeToString(hash.Sum(nil))
})

// A stamper makes the stamps of documents (graph.Document.Stamp): two are the same only if the
// documents are too. The zero value makes empty ones.
type stamper struct{ maker string }

// newStamper returns the stamper of this program with a schema and a floor of confidence.
func newStamper(s *schema.Schema, minConfidence float64) stamper {
	if program() == "" {
		return stamper{}
	}
	return stamper{hashJSON(program(), s, minConfidence)}
}

// of returns the stamp of what is extracted of an article.
func (s stamper) of(a *article.Article) string {
	if s.maker == "" {
		return ""
	}
	told := a.Record()
	told.Text = a.Hash
	return hashJSON(s.maker, told)[:20]
}

// hashJSON hashes values by their JSON, which those of this file have.
func hashJSON(values ...any) string {
	text, _ := json.Marshal(values)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
