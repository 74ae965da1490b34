package article

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// The bounds of archives. What is packed normally unpacks to three to twenty times its size, a bomb to
// a thousand times or more.
const (
	maxRatio    = 200       // of the size unpacked to that packed,
	freeBytes   = 32 << 20  // beyond so many bytes
	maxNesting  = 2         // archives in each other
	maxInMemory = 256 << 20 // a zip that is no file of its own
)

// An allowance is what may be unpacked from one input, however the archives in it are nested.
type allowance struct {
	packed   func() int64 // bytes of the input so far
	unpacked int64
}

// An unpacking reader fails when its allowance is used up.
type unpacking struct {
	r     io.Reader
	total *allowance
}

// Read implements io.Reader.
func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.total.unpacked += int64(n)
	if u.total.unpacked > freeBytes && u.total.unpacked/maxRatio > u.total.packed() {
		return 0, ErrBomb
	}
	if err != nil && err != io.EOF {
		err = archiveError(err)
	}
	return n, err
}

// archiveError names damage in an archive as such.
func archiveError(err error) error {
	switch {
	case errors.Is(err, ErrBomb), errors.Is(err, ErrTooLarge):
		return err
	case errors.Is(err, zip.ErrAlgorithm):
		return errors.New("packed in a way that is not read, or encrypted")
	}
	return ErrArchive
}

// A counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

// Read implements io.Reader.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// inside tells the origin of what is in an archive.
func (from origin) inside(name string, packed func() int64) (origin, error) {
	if from.packed++; from.packed > maxNesting {
		return from, ErrNested
	}
	from.path, from.format, from.contentType = name, FormatOf(name), ""
	if from.unpacked == nil {
		from.unpacked = &allowance{packed: packed}
	}
	return from, nil
}

// fromGzip yields the articles of a packed stream. Its path without ".gz" tells what is in it.
func fromGzip(ctx context.Context, in io.Reader, from origin, opt Options, yield func(Source) bool) bool {
	count := &counter{r: in}
	inner, err := from.inside(strings.TrimSuffix(from.path, path.Ext(from.path)), func() int64 { return count.n })
	if err != nil {
		return yield(broken(from, err))
	}
	inner.path = from.path
	unpacked, err := gzip.NewReader(count)
	if err != nil {
		return yield(broken(from, ErrArchive))
	}
	return fromReader(ctx, &unpacking{unpacked, inner.unpacked}, inner, opt, yield)
}

// fromZipFile yields the articles of a zip file.
func fromZipFile(ctx context.Context, f *os.File, from origin, opt Options, yield func(Source) bool) bool {
	st, err := f.Stat()
	if err != nil {
		return yield(broken(from, reason(err)))
	}
	if !st.Mode().IsRegular() {
		return fromReader(ctx, f, from, opt, yield)
	}
	return fromZipAt(ctx, f, st.Size(), from, opt, yield)
}

// fromZip yields the articles of a zip that comes as a stream. Its directory is at its end, so that it
// has to be in memory.
func fromZip(ctx context.Context, in io.Reader, from origin, opt Options, yield func(Source) bool) bool {
	raw, err := readAll(in, maxInMemory)
	if err != nil {
		return yield(broken(from, reason(err)))
	}
	return fromZipAt(ctx, bytes.NewReader(raw), int64(len(raw)), from, opt, yield)
}

func fromZipAt(ctx context.Context, r io.ReaderAt, size int64, from origin, opt Options, yield func(Source) bool) bool {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return yield(broken(from, ErrArchive))
	}
	files := slices.DeleteFunc(archive.File, func(f *zip.File) bool { return !isPackedArticle(f) })
	slices.SortStableFunc(files, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	if len(files) == 0 {
		return yield(broken(from, ErrEmpty))
	}
	packed := func() int64 { return size }
	inner, err := from.inside(from.path, packed)
	if err != nil {
		return yield(broken(from, err))
	}
	for _, f := range files {
		entry := inner
		entry.path, entry.format = from.path+"/"+f.Name, FormatOf(f.Name)
		if more, bomb := fromPacked(ctx, f, entry, opt, yield); !more || bomb {
			return more
		}
	}
	return true
}

// isPackedArticle tells whether an entry of an archive is read: what would be read in a folder.
func isPackedArticle(f *zip.File) bool {
	for part := range strings.SplitSeq(f.Name, "/") {
		if strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return false
		}
	}
	return f.Mode()&fs.ModeType == 0 && !strings.HasSuffix(f.Name, "/") && FormatOf(f.Name) != Unknown
}

// fromPacked yields the articles of one entry, and reports whether to go on and whether the archive is a
// bomb.
func fromPacked(ctx context.Context, f *zip.File, from origin, opt Options, yield func(Source) bool) (more, bomb bool) {
	r, err := f.Open()
	if err != nil {
		return yield(broken(from, archiveError(err))), false
	}
	defer func() { _ = r.Close() }()
	in := bufio.NewReaderSize(&unpacking{r, from.unpacked}, 64<<10)
	more = fromReader(ctx, in, from, opt, yield)
	return more, from.unpacked.unpacked > freeBytes && from.unpacked.unpacked/maxRatio > from.unpacked.packed()
}
