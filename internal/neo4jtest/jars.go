package neo4jtest

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed pom.xml
var pom []byte

// resolver is the Maven goal that prints a class path; its version is pinned with the server's.
const resolver = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath"

// errNoTools says that this machine can't run a server at all.
var errNoTools = errors.New("java and mvn are needed to run a Neo4j server")

// classPath returns the Java class path of the server in pom.xml. Maven downloads the jars into
// its own repository on the first call; the path is remembered in the user's cache folder, so
// that later calls cost nothing.
func classPath(ctx context.Context) (string, error) {
	for _, tool := range []string{"java", "mvn", "sh"} {
		if _, err := exec.LookPath(tool); err != nil {
			return "", fmt.Errorf("%w: %w", errNoTools, err)
		}
	}
	dir, err := cacheDir()
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "classpath")
	if path, err := os.ReadFile(file); err == nil && allExist(string(path)) {
		return string(path), nil
	}
	return resolve(ctx, dir, file)
}

func resolve(ctx context.Context, dir, file string) (string, error) {
	pomFile := filepath.Join(dir, "pom.xml")
	if err := os.WriteFile(pomFile, pom, 0o644); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "mvn", "-B", "-q", "-f", pomFile, resolver,
		"-DincludeScope=runtime", "-Dmdep.outputFile="+file)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("mvn: %w: %s", err, lastLines(string(out), 5))
	}
	path, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	return string(path), nil
}

// cacheDir is one folder for each content of pom.xml.
func cacheDir() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	sum := sha256.Sum256(pom)
	dir := filepath.Join(base, "newsgraph", "neo4jtest-"+hex.EncodeToString(sum[:6]))
	return dir, os.MkdirAll(dir, 0o755)
}

func allExist(path string) bool {
	jars := filepath.SplitList(strings.TrimSpace(path))
	for _, jar := range jars {
		if _, err := os.Stat(jar); err != nil {
			return false
		}
	}
	return len(jars) > 0
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
