// Package web fetches pages, feeds and files from the web, within limits that a stranger's link cannot
// break: of time, size, redirects and content types, and with addresses of private networks refused.
//
//	client := web.NewClient(web.Options{})
//	answer, err := client.Get(ctx, "https://example.org/news/1")
package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// What can be wrong with an answer.
var (
	ErrPrivate   = errors.New("an address of a private network")
	ErrRedirects = errors.New("too many redirects")
	ErrType      = errors.New("content type is not read")
	ErrTooLarge  = errors.New("larger than the limit")
	ErrTimeout   = errors.New("no answer in time")
	ErrScheme    = errors.New("not an http or https address")
)

// Defaults of Options.
const (
	DefaultMaxBytes  = 10 << 20
	DefaultTimeout   = 30 * time.Second
	DefaultRedirects = 5
)

// Options bound what a Client takes. The zero value is safe for links of strangers.
type Options struct {
	MaxBytes     int64         // size of an answer, unpacked
	Timeout      time.Duration // for all of it, redirects too
	Redirects    int
	AllowPrivate bool // also addresses of this machine and of private networks
}

// An Answer is what a server sent.
type Answer struct {
	URL         string // after redirects, without a fragment
	ContentType string
	Body        []byte
}

// A Client fetches. It may be used by any number of goroutines.
type Client struct {
	opt  Options
	http *http.Client
}

// userAgent tells servers who asks.
const userAgent = "newsgraph/1 (+https://github.com/newsgraph/newsgraph)"

// accept tells servers what is read.
const accept = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1"

// NewClient returns a Client with the limits of opt. Proxies are not used: behind one, nobody could
// tell where a request goes.
func NewClient(opt Options) *Client {
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = DefaultMaxBytes
	}
	if opt.Timeout <= 0 {
		opt.Timeout = DefaultTimeout
	}
	if opt.Redirects <= 0 {
		opt.Redirects = DefaultRedirects
	}
	dialer := &net.Dialer{Timeout: opt.Timeout}
	if !opt.AllowPrivate {
		dialer.Control = refusePrivate
	}
	transport := &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 1 << 20,
		MaxIdleConnsPerHost: 4, IdleConnTimeout: opt.Timeout, TLSHandshakeTimeout: opt.Timeout,
	}
	c := &Client{opt: opt}
	c.http = &http.Client{Transport: transport, Timeout: opt.Timeout, CheckRedirect: c.redirect}
	return c
}

// redirect is asked before each redirect is followed.
func (c *Client) redirect(next *http.Request, via []*http.Request) error {
	if len(via) > c.opt.Redirects {
		return ErrRedirects
	}
	return checkScheme(next.URL)
}

func checkScheme(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ErrScheme
	}
	return nil
}

// Get fetches what is at an address. An answer other than success is an error.
func (c *Client) Get(ctx context.Context, address string) (*Answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, ErrScheme // the error itself would tell the password in an address
	}
	if err := checkScheme(request.URL); err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", userAgent)
	request.Header.Set("Accept", accept)
	response, err := c.http.Do(request)
	if err != nil {
		return nil, c.reason(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	contentType := response.Header.Get("Content-Type")
	switch {
	case response.StatusCode < 200 || response.StatusCode > 299:
		return nil, errors.New(response.Status)
	case !isRead(contentType):
		return nil, fmt.Errorf("%w: %s", ErrType, contentType)
	case response.ContentLength > c.opt.MaxBytes:
		return nil, c.tooLarge()
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, c.opt.MaxBytes+1))
	if err != nil {
		return nil, c.reason(ctx, err)
	}
	if int64(len(body)) > c.opt.MaxBytes {
		return nil, c.tooLarge()
	}
	final := *response.Request.URL
	final.Fragment, final.User = "", nil
	return &Answer{URL: final.String(), ContentType: contentType, Body: body}, nil
}

func (c *Client) tooLarge() error {
	return fmt.Errorf("%w of %d MB an answer", ErrTooLarge, c.opt.MaxBytes>>20)
}

// reason drops the method and address that errors of requests repeat.
func (c *Client) reason(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var request *url.Error
	var timeout net.Error
	switch {
	case errors.Is(err, ErrPrivate):
		return ErrPrivate
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("%w: %v", ErrTimeout, c.opt.Timeout)
	case errors.As(err, &request):
		return request.Err
	}
	return err
}

// isRead tells whether answers of a content type may hold articles. One that names no type may.
func isRead(contentType string) bool {
	name, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return contentType == ""
	}
	switch name {
	case "application/xhtml+xml", "application/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
		"application/json", "application/feed+json", "application/jsonl", "application/x-ndjson", "application/x-jsonlines",
		"application/gzip", "application/x-gzip", "application/zip", "application/x-zip-compressed", "application/octet-stream":
		return true
	}
	return strings.HasPrefix(name, "text/") && name != "text/css" && name != "text/javascript"
}

// Redact gives an address without the password in it, to be shown.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that can't be read"
	}
	return u.Redacted()
}
