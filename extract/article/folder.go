package article

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Walk calls visit for each article file under a folder, in name order, and for each folder that can't be
// read. Hidden files are left out, and so is what browsers keep beside a saved page in "PAGE_files". An
// error of visit ends the walk and is returned; fs.SkipAll ends it alone.
func Walk(root string, visit func(file string, err error) error) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		hidden := path != root && (strings.HasPrefix(filepath.Base(path), ".") || isSavedWith(path))
		switch {
		case err != nil:
			return visit(path, err)
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case entry.IsDir() || hidden || FormatOf(path) == Unknown:
			return nil
		}
		return visit(path, nil)
	})
}

// isSavedWith tells whether a folder holds what belongs to a saved page beside it.
func isSavedWith(path string) bool {
	page, found := strings.CutSuffix(path, "_files")
	if !found {
		return false
	}
	for _, ext := range []string{".html", ".htm"} {
		if _, err := os.Stat(page + ext); err == nil {
			return true
		}
	}
	return false
}
