"""Fee claims, batches and totals: the pages of the Service's officers and payers."""
