"""Checking Ed25519 signatures made by officers' keys; holds no key (the port `Signatures`)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Ed25519Signatures:
    """Keys and signatures are lower-case hex, as `OfficerSigner` writes them."""

    def holds(self, public_key: str, message: bytes, signature: str) -> bool:
        """Tell whether `signature` over `message` was made with the key; malformed hex is simply no."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
            key.verify(bytes.fromhex(signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True
