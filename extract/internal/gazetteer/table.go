package gazetteer

import (
	"fmt"
	"io/fs"
	"strings"
)

// A row is one line of a data file, split at its tabs. The fields are parts of the file's text.
type row []string

// readTable reads a data file: tab-separated, comment lines first, then the line of column names. It
// checks that the columns are those asked for, calls each with every row and says where it failed.
// The row is reused from call to call.
func readTable(fsys fs.FS, name string, columns []string, each func(row) error) error {
	content, err := fs.ReadFile(fsys, "data/"+name)
	if err != nil {
		return fmt.Errorf("gazetteer: %w", err)
	}
	text := string(content)
	fields := make(row, len(columns))
	header := strings.Join(columns, "\t")
	headed := false
	for number := 1; text != ""; number++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		switch {
		case line == "" || line[0] == '#':
			continue
		case !headed && line != header:
			return fmt.Errorf("gazetteer: %s:%d: columns %q, want %q", name, number, line, header)
		case !headed:
			headed = true
			continue
		}
		if err := fields.split(line); err != nil {
			return fmt.Errorf("gazetteer: %s:%d: %w", name, number, err)
		}
		if err := each(fields); err != nil {
			return fmt.Errorf("gazetteer: %s:%d: %w", name, number, err)
		}
	}
	return nil
}

// split splits a line into exactly as many fields as the row has.
func (r row) split(line string) error {
	for i := range r {
		field, rest, more := strings.Cut(line, "\t")
		if more == (i == len(r)-1) {
			return fmt.Errorf("not %d columns", len(r))
		}
		r[i], line = field, rest
	}
	return nil
}

// unmark splits a name of the data from its marks: a leading = and a trailing ?.
func unmark(marked string) (name string, exact, weak bool) {
	name, exact = strings.CutPrefix(marked, "=")
	name, weak = strings.CutSuffix(name, "?")
	return name, exact, weak
}

// names splits a field into the names it holds, without their marks.
func names(field string) []string {
	if field == "" {
		return nil
	}
	all := make([]string, 0, 1+strings.Count(field, "|"))
	for marked := range strings.SplitSeq(field, "|") {
		name, _, _ := unmark(marked)
		all = append(all, name)
	}
	return all
}
