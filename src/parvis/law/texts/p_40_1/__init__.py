"""Consumer Protection Act: the legal warranties and the contract of additional warranty."""
