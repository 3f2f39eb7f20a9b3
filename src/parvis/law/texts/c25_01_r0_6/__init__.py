"""Regulation respecting the mediation of small claims (O.C. 972-2003), from 2003 to 2023."""
