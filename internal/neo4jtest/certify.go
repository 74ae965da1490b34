package neo4jtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// encryption lets a server take TLS as well as plain connections, with what certify made.
const encryption = `server.bolt.tls_level=OPTIONAL
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory=certificates/bolt
dbms.ssl.policy.bolt.client_auth=NONE
`

// The files in the server's folder that a TLS connection needs.
const (
	certificateFile = "certificates/bolt/public.crt"
	keyFile         = "certificates/bolt/private.key"
)

// certify makes the server a key and a certificate that it signed itself, for 127.0.0.1 alone.
func (s *server) certify() error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	certificate := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "newsgraph tests"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 0, 7),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	signed, err := x509.CreateCertificate(rand.Reader, certificate, certificate, key.Public(), key)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.file(keyFile)), 0o700); err != nil {
		return err
	}
	if err := writePEM(s.file(certificateFile), "CERTIFICATE", signed); err != nil {
		return err
	}
	return writePEM(s.file(keyFile), "PRIVATE KEY", secret)
}

func writePEM(path, kind string, block []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: block}), 0o600)
}
