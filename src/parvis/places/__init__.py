"""Places: judicial districts, courthouses and the points where a court sits, municipalities and their district.

The facts are files that a jurist can read and correct (`data/`), loaded by `actions.load_places`:

- `sources.toml`: where facts come from, and the day they were read;
- `districts.toml`: the 36 districts, their chief place, their tile on the schematic map;
- `courthouses.toml`: courthouses, service points, places of the travelling court;
- `municipalities.tsv`: names, codes and populations, from the Répertoire des municipalités du Québec (ministère des
  Affaires municipales et de l'Habitation, Données Québec, CC BY 4.0), with four communities that it leaves out;
- `other_names.tsv`: merged towns, boroughs, older and English names;
- `territories.tsv`: the district of a territory, or of one municipality, with confidence and source. A municipality's
  own lines replace those of its territory; several lines mean that it is not known which, or that both have jurisdiction.
"""
