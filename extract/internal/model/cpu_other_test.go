//go:build !unix

package model

import "time"

var processStart = time.Now()

// cpuSeconds stands in with the time on the clock.
func cpuSeconds() float64 { return time.Since(processStart).Seconds() }
