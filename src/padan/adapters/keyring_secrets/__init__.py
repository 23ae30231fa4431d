"""The device secret in the operating system's keyring; never a passphrase, never a data key."""
