"""The directory in the Human Services Data Specification (HSDS) 3.1, so that other directories can take it in."""
