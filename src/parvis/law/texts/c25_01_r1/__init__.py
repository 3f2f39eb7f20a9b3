"""Pilot project of mandatory mediation, consumer contracts, Gatineau and Terrebonne, from 2015 to 2018."""
