"""What may be asked of the law. One function answers: the command line, the API and the pages all call it."""
