"""The law as pages: every text, norm and parameter by date, the questions as calculators, the cases that pin them."""
