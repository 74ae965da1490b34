package article

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"

	"github.com/newsgraph/newsgraph/extract/article/page"
)

// fullText is the number of words from which on what a feed carries of an article is taken for all
// of it.
const fullText = 150

// fromFeed yields the articles of an RSS or Atom feed: those that it carries whole, and the pages that
// its other entries link to. Without Options.Web an entry is what the feed carries of it.
func fromFeed(ctx context.Context, r io.Reader, from origin, opt Options, yield func(Source) bool) bool {
	raw, err := readAll(r, opt.maxBytes())
	if err != nil {
		return yield(broken(from, reason(err)))
	}
	feed, err := parseFeed(raw)
	if err != nil {
		return yield(broken(from, err))
	}
	if len(feed.Items) == 0 {
		return yield(broken(from, ErrEmpty))
	}
	for i, e := range feed.Items {
		place := from
		place.path = fmt.Sprintf("%s#%d", from.path, i+1)
		if !yield(func() (*Article, error) { return readEntry(ctx, feed, e, place, opt) }) {
			return false
		}
	}
	return true
}

// parseFeed reads RSS and Atom. Lists in JSON are not taken for feeds.
func parseFeed(raw []byte) (*gofeed.Feed, error) {
	switch gofeed.DetectFeedType(bytes.NewReader(raw)) {
	case gofeed.FeedTypeAtom, gofeed.FeedTypeRSS:
	default:
		return nil, ErrFeed
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFeed, err)
	}
	return feed, nil
}

// readEntry makes an article of one entry of a feed. What the linked page does not tell of itself, the
// feed tells.
func readEntry(ctx context.Context, feed *gofeed.Feed, e *gofeed.Item, from origin, opt Options) (*Article, error) {
	carried, err := page.Text(longer(e.Content, e.Description))
	if err != nil {
		return nil, &Error{Path: from.path, Err: err}
	}
	link := linkOf(feed, e, from)
	a := &Article{}
	if countWords(carried) < fullText && opt.Web != nil && link != "" {
		if a, err = readLink(ctx, link, opt); err != nil {
			return nil, err
		}
	} else {
		if a.Text, err = clean([]byte(carried), from.path); err != nil {
			return nil, err
		}
		a.Title, a.URL, a.Path = oneLine(e.Title), link, from.path
		if link != "" {
			a.Path = ""
		}
		a.Language = baseLanguage(feed.Language)
		a.dropFurniture()
	}
	a.fromEntry(feed, e)
	a.ID, a.Paragraphs = "", nil
	a.finish()
	return a, nil
}

// fromEntry fills the fields that are empty with what the feed says of the entry.
func (a *Article) fromEntry(feed *gofeed.Feed, e *gofeed.Item) {
	if a.Title == "" {
		a.Title = oneLine(e.Title)
	}
	for _, date := range []string{e.Published, e.Updated} {
		if a.Published == "" {
			a.Published = isoDate(date)
		}
	}
	if a.Author == "" {
		var names []string
		for _, p := range e.Authors {
			if p != nil && p.Name != "" {
				names = append(names, oneLine(p.Name))
			}
		}
		a.Author = strings.Join(names, ", ")
	}
	if a.Publisher == "" {
		a.Publisher = oneLine(feed.Title)
	}
}

// linkOf gives the address of an entry's page, or "".
func linkOf(feed *gofeed.Feed, e *gofeed.Item, from origin) string {
	link := strings.TrimSpace(e.Link)
	if link == "" && strings.Contains(e.GUID, "://") {
		link = strings.TrimSpace(e.GUID)
	}
	for _, base := range []string{from.url, feed.Link} {
		if b, err := url.Parse(base); err == nil && base != "" && link != "" {
			if u, err := b.Parse(link); err == nil && u.Host != "" {
				return u.String()
			}
		}
	}
	if u, err := url.Parse(link); err == nil && u.Host != "" {
		return link
	}
	return ""
}

// readLink reads the page that an entry links to.
func readLink(ctx context.Context, link string, opt Options) (*Article, error) {
	answer, from, err := fetch(ctx, link, opt)
	if err == nil && !from.format.single() {
		err = errors.New("linked from a feed, and no page")
	}
	if err != nil {
		return nil, &Error{Path: from.path, Err: err}
	}
	return readBytes(answer.Body, from, opt)
}

func longer(a, b string) string {
	if len(a) >= len(b) {
		return a
	}
	return b
}
