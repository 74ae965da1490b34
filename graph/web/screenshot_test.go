package web_test

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/chromiumtest"
)

var update = flag.Bool("update", false, "make the screenshot of the README anew")

// readmeShot is the screenshot of the README, and the most bytes that it may have.
const (
	readmeShot    = "../../examples/screenshots/serve.png"
	maxReadmeShot = 200_000
)

// TestReadmeScreenshot makes the screenshot of the README on -update, and checks that it is small.
func TestReadmeScreenshot(t *testing.T) {
	if *update {
		b, e := openExamples(t, "", 1280, 760)
		node := e.named(t, "Themba Mkhize")
		b.to("#entity=" + node.ID)
		b.shows(node.Name)
		small, err := chromiumtest.FewerColours(b.Shot("readme"))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(readmeShot, small, 0o644))
	}
	raw, err := os.ReadFile(readmeShot)
	require.NoError(t, err)
	assert.Less(t, len(raw), maxReadmeShot)
	shot, err := png.Decode(bytes.NewReader(raw))
	require.NoError(t, err)
	assert.Equal(t, image.Pt(1280, 760), shot.Bounds().Size())
}
