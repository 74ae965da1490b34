package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/extract/article"
)

func TestDev(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(os.Getenv("DEV"))
	out, _ := os.Create(os.Getenv("OUT"))
	w := bufio.NewWriter(out)
	defer w.Flush()
	for _, f := range files {
		a, err := article.ReadFile(f, article.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r := p.run(a)
		d := r.document()
		b, _ := json.Marshal(d)
		w.Write(b)
		w.WriteByte('\n')
		if os.Getenv("TREE") != "" {
			for i := range r.sentences {
				s := &r.sentences[i]
				hit := false
				for _, q := range strings.Split(os.Getenv("TREE"), "|") {
					hit = hit || strings.Contains(s.text(a), q)
				}
				if !hit {
					continue
				}
				fmt.Println("##", s.kind, s.text(a))
				for k, tk := range s.tokens {
					m := ""
					if tk.mention >= 0 {
						mm := r.mentions[tk.mention]
						m = fmt.Sprint(mm.label, "/", mm.typ, "/")
						if mm.entity >= 0 {
							m += r.entities[mm.entity].name
						}
					}
					h := "ROOT"
					if tk.head >= 0 {
						h = s.tokens[tk.head].word
					}
					if m != "" {
						m = "{" + m + "}"
					}
					fmt.Printf("%d.%s/%s/%s:%d%s ", k, tk.word, tk.tag, tk.rel, tk.head, m)
					_ = h
				}
				fmt.Println()
			}
		}
		if os.Getenv("SHOW") != "" {
			fmt.Println("=====", f)
			for _, e := range r.entities {
				fmt.Println("E", e.label, e.kind, "|", e.name, "|", e.aliases, len(e.mentions))
			}
			for _, s := range r.said {
				fmt.Printf("R %-16s %-26s %-26s %s by=%s t=%s role=%s %.2f %s | %.80s\n", s.typ.Name, r.entities[s.head].name, r.entities[s.tail].name, s.status, s.by, s.time, s.role, s.confidence, s.frame, strings.ReplaceAll(r.sentences[s.sentence].text(a), "\n", " "))
			}
		}
	}
}
