//go:build never

// Package lnd pins the LND release that the regtest scripts build. The build tag is never set:
// the imports only keep the two commands in go.mod and go.sum.
package lnd

import (
	_ "github.com/lightningnetwork/lnd/cmd/lncli"
	_ "github.com/lightningnetwork/lnd/cmd/lnd"
)
