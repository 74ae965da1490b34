package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/web"
)

// How long the server waits: for a request, for its reader, and at the end for answers under way.
const (
	requestTimeout = 10 * time.Second
	answerTimeout  = 2 * time.Minute
	idleTimeout    = 2 * time.Minute
	stopTimeout    = 3 * time.Second
	maxHeader      = 64 << 10
)

const serveLong = `Serve shows the graph of a store as a page for a browser on this machine: search, a drawing with
filters, each entity with its relations and timeline, the sentences behind each relation, and the
articles with their mentions. It changes nothing in the store. Load the page anew to see what was
built meanwhile; Ctrl-C ends it.

Stores keep no texts. An article is shown whole if its file is where build read it and still says
the same, or if it is in one of the PATHs given, and otherwise by the sentences of its statements.

Neo4j Browser finds a style and a guide at the same address: it takes the commands
:style http://localhost:8377/neo4j/newsgraph.grass and :guide http://localhost:8377/neo4j/guide.md.

The page is served to this machine alone, over plain HTTP and without a password. --listen can open
it to others: put a server with both in front of it then.`

const serveExample = `  newsgraph serve
  newsgraph serve --store neo4j://neo4j@localhost:7687 --listen localhost:9000
  newsgraph serve articles.jsonl --rejected rejected.jsonl`

// A serving is what the flags of serve say.
type serving struct {
	store            storeFlags
	schemas          schemaFlag
	listen, rejected string
	nodes            int
}

func serveCommand(a *app) *cobra.Command {
	var f serving
	cmd := &cobra.Command{
		Use:     "serve [PATH...]",
		Short:   "Show the graph of a store as a page in the browser",
		Long:    serveLong,
		Example: serveExample,
		RunE:    func(cmd *cobra.Command, args []string) error { return serve(cmd.Context(), a, &f, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:8377", "the `ADDRESS` to listen on; port 0 is any free port")
	flags.StringVar(&f.rejected, "rejected", "", "`FILE` that build --rejected wrote: shows what was rejected beside each article")
	flags.IntVar(&f.nodes, "nodes", web.DefaultNodes, "draw the `N` entities that most articles mention; search finds the others")
	_ = cmd.MarkFlagFilename("rejected", "jsonl")
	f.store.add(cmd)
	f.schemas.add(cmd)
	return cmd
}

func serve(ctx context.Context, a *app, f *serving, paths []string) error {
	if f.nodes < 1 {
		return usagef("--nodes %d: want 1 or more", f.nodes)
	}
	host, _, err := net.SplitHostPort(f.listen)
	if err != nil {
		return &usageError{&hintError{fmt.Errorf("--listen %s: not an address to listen on", f.listen), "for example 127.0.0.1:8377, or :8377 for all addresses of this machine"}}
	}
	if err := checkInputs(paths); err != nil {
		return err
	}
	options, err := f.options(ctx, a, paths)
	if err != nil {
		return err
	}
	return f.store.withStore(ctx, a, &f.schemas, func(store graph.Store) error {
		a.note("reading the graph ...")
		site, err := web.New(ctx, store, options, host)
		if err != nil {
			return err
		}
		return a.listen(ctx, f.listen, withNeo4jFiles(site))
	})
}

// options gathers what the page shows besides the store.
func (f *serving) options(ctx context.Context, a *app, paths []string) (web.Options, error) {
	s, err := f.schemas.load()
	if err != nil {
		return web.Options{}, err
	}
	options := web.Options{Symmetric: s.Symmetric, Text: a.readTexts(ctx, paths).of, Nodes: f.nodes}
	if f.rejected != "" {
		file, err := os.Open(f.rejected)
		if err != nil {
			return options, fmt.Errorf("--rejected %s: %w", f.rejected, bare(err))
		}
		defer file.Close()
		if options.Rejected, err = web.ReadRejected(file); err != nil {
			return options, fmt.Errorf("--rejected %s: %w", f.rejected, err)
		}
	}
	return options, nil
}

// listen serves a site until the context ends.
func (a *app) listen(ctx context.Context, address string, site http.Handler) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return listenError(address, err)
	}
	server := &http.Server{
		Handler: site, ReadHeaderTimeout: requestTimeout, ReadTimeout: requestTimeout,
		WriteTimeout: answerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
	}
	fmt.Fprintf(a.stdout, "http://%s/\n", reachable(listener.Addr()))
	a.note("Ctrl-C ends it")
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return server.Close()
	}
	return nil
}

// reachable is an address as a browser on this machine asks for it.
func reachable(address net.Addr) string {
	tcp, ok := address.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
	}
	return address.String()
}

func listenError(address string, err error) error {
	var fault *net.OpError
	if errors.As(err, &fault) {
		err = fault.Err
	}
	var system *os.SyscallError
	if errors.As(err, &system) {
		err = system.Err
	}
	hint := "for example 127.0.0.1:8377"
	if errors.Is(err, syscall.EADDRINUSE) {
		hint = "--listen 127.0.0.1:0 takes any free port"
	}
	return &hintError{fmt.Errorf("--listen %s: %w", address, err), hint}
}
