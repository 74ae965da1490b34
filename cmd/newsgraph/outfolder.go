package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// An outFolder is a folder that appears under its name only when all its files are whole: it is
// made beside it and renamed.
type outFolder struct {
	path, temp string
}

// checkFolder refuses a folder that can't be made, or that somebody's files are in.
func checkFolder(path string) error {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", path, bare(err))
	case len(entries) > 0:
		return &hintError{fmt.Errorf("%s: there is something in this folder already", path), "name another one, or remove it first"}
	}
	return nil
}

func createFolder(path string) (*outFolder, error) {
	path = filepath.Clean(path)
	temp, err := os.MkdirTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, bare(err))
	}
	return &outFolder{path: path, temp: temp}, nil
}

// create makes a file of the folder.
func (f *outFolder) create(name string) (io.WriteCloser, error) {
	file, err := os.Create(filepath.Join(f.temp, name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(f.path, name), bare(err))
	}
	return file, nil
}

// commit gives the folder its name.
func (f *outFolder) commit() error {
	if err := checkFolder(f.path); err != nil {
		return err
	}
	err := os.Chmod(f.temp, 0o755)
	if err == nil {
		_ = os.Remove(f.path) // empty, if it is there
		err = os.Rename(f.temp, f.path)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.path, bare(err))
	}
	f.temp = ""
	return nil
}

// discard removes what was written, unless it is committed.
func (f *outFolder) discard() {
	if f.temp != "" {
		_ = os.RemoveAll(f.temp)
	}
}
