package gazetteer

import (
	"fmt"
	"io/fs"
	"strings"
)

// A table is one data file: tab-separated, comment lines first, then the line of column names.
type table struct {
	name    string
	columns []string
	rows    [][]string
}

// readTable reads a data file and checks that it has the columns asked for and no ragged row.
func readTable(fsys fs.FS, name string, columns ...string) (*table, error) {
	text, err := fs.ReadFile(fsys, "data/"+name)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	t := &table{name: name, columns: columns, rows: make([][]string, 0, 256)}
	header := false
	number := 0
	for line := range strings.SplitSeq(string(text), "\n") {
		number++
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != len(columns) {
			return nil, fmt.Errorf("gazetteer: %s:%d: %d columns, want %d", name, number, len(fields), len(columns))
		}
		if !header {
			if header = true; line != strings.Join(columns, "\t") {
				return nil, fmt.Errorf("gazetteer: %s:%d: columns %q, want %q", name, number, fields, columns)
			}
			continue
		}
		t.rows = append(t.rows, fields)
	}
	return t, nil
}

// errorf names the table and the row of an error.
func (t *table) errorf(row int, err error) error {
	return fmt.Errorf("gazetteer: %s: %s: %w", t.name, t.rows[row][0], err)
}

// list splits a field into the names it holds, marks and all.
func list(field string) []string {
	if field == "" {
		return nil
	}
	return strings.Split(field, "|")
}
