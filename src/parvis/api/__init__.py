"""What programs reach: the questions of the law, the directory in open formats. Reads only; no account, no cookie."""
