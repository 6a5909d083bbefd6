"""A time stamp authority of our own, by the `openssl ts` program, for tests on this machine."""

import subprocess
from pathlib import Path

CONFIG = """[tsa]
default_tsa = own
[own]
dir = {folder}
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
CA = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"]
SIGNER = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"


class Authority:
    """Answers questions; `root` is its root certificate (PEM)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "serial").write_text("01\n")
        (folder / "config").write_text(CONFIG.format(folder=folder))
        (folder / "signer.ext").write_text(SIGNER)
        key = ["-newkey", "rsa:2048", "-nodes", "-days", "3650"]
        self._run("req", "-x509", *key, *CA, "-subj", "/CN=Root", "-keyout", "root.key", "-out", "root.pem")
        self._run(
            "req", "-new", *key[:3], "-subj", "/CN=Signer", "-keyout", "signer.key", "-out", "signer.csr"
        )
        issued_by = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "3650"]
        self._run(
            "x509", "-req", "-in", "signer.csr", *issued_by, "-extfile", "signer.ext", "-out", "signer.pem"
        )
        self.certificate = folder / "root.pem"
        self.root = self.certificate.read_bytes()

    def answer(self, question: bytes) -> bytes:
        """Stamp what a question holds."""
        (self._folder / "question").write_bytes(question)
        self._run("ts", "-reply", "-config", "config", "-queryfile", "question", "-out", "answer")
        return (self._folder / "answer").read_bytes()

    def _run(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self._folder, check=True, capture_output=True)  # noqa: S607 - found on the path, as every tool of the tests
