package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/article/web"
	"github.com/newsgraph/newsgraph/schema"
)

// Settings are what the flags ask for. They travel to the workers within the steps that need them.
type Settings struct {
	Inputs        []string
	Output        string
	Shards        int
	Formats       []string
	Fields        article.Fields
	Offline       bool
	AllowPrivate  bool
	Force         bool
	MinConfidence float64
	SchemaName    string
	Schema        []byte // the file, which workers may not have; empty for the built-in schema
}

// The formats of --format.
const (
	formatGraph     = "jsonl"
	formatCSV       = "csv"
	formatDocuments = "documents"
)

// check finds what is wrong with the settings before any work is done.
func (s *Settings) check() error {
	switch {
	case len(s.Inputs) == 0:
		return errors.New("needs a PATH")
	case s.Output == "":
		return errors.New("needs -o FOLDER")
	case s.Shards < 1 || s.Shards > maxShards:
		return fmt.Errorf("--shards %d: want 1 to %d", s.Shards, maxShards)
	case !(s.MinConfidence >= 0 && s.MinConfidence <= 1):
		return fmt.Errorf("--min-confidence %v: want 0 to 1", s.MinConfidence)
	}
	for _, input := range s.Inputs {
		switch {
		case input == "":
			return errors.New("an argument is empty")
		case input == article.Stdin:
			return errors.New("standard input (-) is for newsgraph build: workers can't share it")
		case strings.HasPrefix(input, "http://"), strings.HasPrefix(input, "https://"):
			return fmt.Errorf("%s: web addresses are for newsgraph build", input)
		}
	}
	for _, format := range s.Formats {
		switch format {
		case formatGraph, formatCSV, formatDocuments:
		default:
			return fmt.Errorf("--format %s: no such format; there are %s, %s, %s", format, formatGraph, formatCSV, formatDocuments)
		}
	}
	_, err := s.schema()
	return err
}

func (s *Settings) schema() (*schema.Schema, error) {
	if len(s.Schema) == 0 {
		return schema.Default()
	}
	return schema.Overlay(s.Schema, s.SchemaName)
}

func (s *Settings) articleOptions() article.Options {
	opt := article.Options{Fields: s.Fields}
	if !s.Offline {
		opt.Web = web.NewClient(web.Options{AllowPrivate: s.AllowPrivate})
	}
	return opt
}

// pipelines are those that this process has made: the steps of many bundles share one.
var pipelines = struct {
	sync.Mutex
	made map[string]*extract.Pipeline
}{made: map[string]*extract.Pipeline{}}

func (s *Settings) pipeline() (*extract.Pipeline, error) {
	pipelines.Lock()
	defer pipelines.Unlock()
	key := fmt.Sprint(s.MinConfidence, " ", string(s.Schema))
	if p := pipelines.made[key]; p != nil {
		return p, nil
	}
	rules, err := s.schema()
	if err != nil {
		return nil, err
	}
	p, err := extract.New(extract.Options{Schema: rules, MinConfidence: s.MinConfidence})
	if err == nil {
		pipelines.made[key] = p
	}
	return p, err
}
