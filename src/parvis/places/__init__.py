"""Places: judicial districts, courthouses and the points where a court sits, municipalities and their district."""
