//go:build !linux

package newstest

import "time"

var start = time.Now()

// CPU stands in with the time on the clock.
func CPU() time.Duration { return time.Since(start) }

// PeakMemory is not known here.
func PeakMemory() int64 { return 0 }

// Moved is not known here.
func Moved() int64 { return 0 }
