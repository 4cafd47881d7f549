"""https by Mentes itself: with a certificate one has, or with one from an authority made for the local network."""
