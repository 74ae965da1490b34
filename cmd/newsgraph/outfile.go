package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// An outFile is a file that appears under its name only when it is whole: it is written beside it
// and renamed. A nil outFile is no file.
type outFile struct {
	*bufio.Writer
	path   string
	temp   *os.File
	device bool // temp is the file itself
	once   sync.Once
}

// createFile begins a file, or returns nil for an empty path.
func createFile(path string) (*outFile, error) {
	if path == "" {
		return nil, nil
	}
	if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
		return openDevice(path)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, bare(err))
	}
	return &outFile{Writer: bufio.NewWriterSize(temp, 64<<10), path: path, temp: temp}, nil
}

// openDevice opens a device or pipe, which is written as it is; a folder is an error.
func openDevice(path string) (*outFile, error) {
	device, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, bare(err))
	}
	return &outFile{Writer: bufio.NewWriter(device), path: path, temp: device, device: true}, nil
}

// commit gives the file its name. On an error nothing is left.
func (f *outFile) commit() error {
	if f == nil {
		return nil
	}
	var err error
	f.once.Do(func() {
		if err = f.finish(); err != nil {
			f.remove()
			err = fmt.Errorf("%s: %w", f.path, bare(err))
		}
	})
	return err
}

func (f *outFile) finish() error {
	err := f.Flush()
	if err == nil && !f.device {
		err = f.temp.Chmod(f.mode())
	}
	if closeErr := f.temp.Close(); err == nil {
		err = closeErr
	}
	if err == nil && !f.device {
		err = os.Rename(f.temp.Name(), f.path)
	}
	return err
}

// mode is that of the file replaced, or that of a new one.
func (f *outFile) mode() os.FileMode {
	if st, err := os.Stat(f.path); err == nil {
		return st.Mode().Perm()
	}
	return 0o644
}

// discard removes what was written, unless it is committed.
func (f *outFile) discard() {
	if f == nil {
		return
	}
	f.once.Do(func() {
		_ = f.temp.Close()
		f.remove()
	})
}

func (f *outFile) remove() {
	if !f.device {
		_ = os.Remove(f.temp.Name())
	}
}

// writeTo calls write with the file at path, or with standard output where path is empty or "-".
func (a *app) writeTo(path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(a.stdout)
	}
	f, err := createFile(path)
	if err != nil {
		return err
	}
	defer f.discard()
	if err := write(f); err != nil {
		return err
	}
	return f.commit()
}
