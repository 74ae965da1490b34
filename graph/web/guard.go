package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// policy lets the page load its own script and style and ask its own site, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guard answers only what a page of this site asks: GET and HEAD, to a host name of ours. A page
// elsewhere whose name was made to lead to this machine (DNS rebinding) asks for its own name, so it
// gets nothing; an address in numbers can't be made to lead anywhere else.
func guard(next http.Handler, hosts []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", policy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		switch {
		case !isOurs(r.Host, hosts):
			http.Error(w, "this host name is not served: use localhost, the address in numbers, or the name given to --listen",
				http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			header.Set("Allow", "GET, HEAD")
			http.Error(w, "this page only reads", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// isOurs reports whether a Host header names localhost, an address in numbers, or one of hosts.
func isOurs(header string, hosts []string) bool {
	host := header
	if name, _, err := net.SplitHostPort(header); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || slices.ContainsFunc(hosts, func(ours string) bool { return strings.EqualFold(ours, host) }) {
		return host != ""
	}
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil
}
