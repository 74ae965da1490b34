//go:build unix

package neo4jtest

import (
	"os/exec"
	"syscall"
)

// detach lets the command outlive an interrupted test run, so that it can clean up after itself.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
}
