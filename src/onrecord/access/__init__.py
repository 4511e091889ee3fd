"""Proofs of who somebody is, and what a proof is worth: passwords, passkeys, tokens, attempts."""
