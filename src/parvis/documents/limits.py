"""How much is taken of what people send. These are choices of this product, not law."""

#: Bytes of a megabyte, as people count them.
MEGABYTE = 1_000_000
#: Points of an image: beyond a photograph of 48 megapixels, what is sent is made to fill the memory.
LARGEST_IMAGE = 64_000_000
#: Points on one side: beyond this, no screen and no sheet shows it.
LONGEST_SIDE = 20_000
#: Pages and objects of a PDF: an attestation has a few, a thick file some hundred.
MOST_PAGES, MOST_OBJECTS = 300, 100_000
#: Seconds and bytes of memory that reading one document may take, in a process of its own.
LONGEST_READING, MOST_MEMORY = 20, 1_500_000_000
