"""Dokumen: the berita acara from composing to filing, with preview and print."""
