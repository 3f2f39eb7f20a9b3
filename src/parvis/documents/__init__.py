"""Documents. Made here, to print and to keep (values in, bytes out, nothing stored); and sent by people, checked and kept."""
