"""The vault: who can open the workspace, and the keys they then hold; pure functions of bytes, no file and no
keyring.

Design. A random 256-bit *data key* opens the store; nothing else does, and it is written nowhere in the
clear. Every officer has an X25519 *box key* and an Ed25519 *signing key*. Their private halves are wrapped
together with an AEAD under the officer's key-encryption key:

    passphrase ──Argon2id(salt, cost)──┐
    device secret of the OS keyring ───┴─HKDF-SHA256─► KEK ──ChaCha20-Poly1305─► {signing key, box key}
                                                                                     │
    data key ──HPKE (X25519, HKDF-SHA256, ChaCha20-Poly1305) to the box public key ──┘ (one copy per officer)
             └─HPKE to the recovery public key, whose private half is derived from the printed recovery key

Because the data key is *sealed to public keys*, an admin can add or remove officers and rotate the data key
without anyone's passphrase: whoever has the data key seals the next one to every remaining officer and to the
recovery key.

Whoever edits the file could plant a public key of their own and wait for the next rotation; so the whole
content is covered by a MAC under a key derived from the data key, checked at every unlock before anything is
sealed (VAULT_TAMPERED). A plain digest over the content tells a damaged file (VAULT_DAMAGED) from a wrong
passphrase (the AEAD refuses), and the version number tells a newer file (VAULT_NEWER). A check value of the
data key tells a damaged store from a wrong key.

During a rotation the file holds both keys, `current` and `next`, sealed to the same people, until the
re-encrypted store is in place; which of the two opens the store decides how far an interrupted rotation had
come.

Officers added by an admin are wrapped with the one-time passphrase alone, since the admin's keyring is not
theirs; the device secret joins in when they set their own passphrase. Python cannot wipe memory: keys live as
long as their owner.
"""
