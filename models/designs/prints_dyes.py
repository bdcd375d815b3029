"""The dye book: trade colours by name, the everyday words for them, and palettes for each print."""

DYES: dict[str, str] = {
    "white": "#fdfdfb",
    "ivory": "#f6efdf",
    "sand": "#e3cfa9",
    "blush": "#f6d5cf",
    "lemon": "#f8ea8c",
    "mint": "#b9e6d0",
    "powder": "#bcd9ee",
    "lilac": "#d3c3ea",
    "peach": "#fbc9a4",
    "shell": "#f9b8bd",
    "black": "#16171a",
    "charcoal": "#3b3f46",
    "grey": "#8d9299",
    "silver": "#c9ccd0",
    "navy": "#17264d",
    "royal": "#1f4fbf",
    "cobalt": "#1437a8",
    "denim": "#3f628f",
    "sky": "#79bce8",
    "turquoise": "#1fb8b8",
    "teal": "#0d6b70",
    "petrol": "#0f4552",
    "aqua": "#7fdcd6",
    "emerald": "#0f8b57",
    "forest": "#1d4d33",
    "palm": "#2f7a3e",
    "leaf": "#5aa545",
    "lime": "#b5d63d",
    "olive": "#6c6b35",
    "khaki": "#a39a6c",
    "sage": "#a5b89a",
    "red": "#d1232f",
    "burgundy": "#6d1730",
    "coral": "#fb6f5d",
    "salmon": "#fa9384",
    "tangerine": "#f9872c",
    "mango": "#fdb13c",
    "mustard": "#d69a1f",
    "sun": "#fdd835",
    "terracotta": "#bf5a38",
    "rust": "#96401f",
    "brown": "#5b3a26",
    "chocolate": "#3c2518",
    "camel": "#c0905a",
    "tan": "#d6ae79",
    "bark": "#7a5a3c",
    "pink": "#f27ba6",
    "hot pink": "#ee2a86",
    "fuchsia": "#c4197d",
    "rose": "#c9546e",
    "orchid": "#b565c8",
    "violet": "#6c3aa8",
    "aubergine": "#42214f",
    "neon yellow": "#e6f525",
    "neon green": "#4bf04f",
    "neon pink": "#ff3d9a",
    "neon orange": "#ff6a1f",
}

WORDS: dict[str, tuple[str, ...]] = {
    "white": ("white",),
    "cream": ("ivory",),
    "beige": ("sand",),
    "black": ("black",),
    "grey": ("charcoal", "grey", "silver"),
    "navy": ("navy",),
    "blue": ("royal", "cobalt", "denim"),
    "light blue": ("sky", "powder"),
    "turquoise": ("turquoise", "aqua"),
    "teal": ("teal", "petrol"),
    "mint": ("mint",),
    "green": ("emerald", "palm", "leaf", "neon green"),
    "dark green": ("forest",),
    "lime": ("lime",),
    "olive": ("olive",),
    "khaki": ("khaki", "sage"),
    "yellow": ("sun", "lemon", "neon yellow"),
    "mustard": ("mustard",),
    "orange": ("tangerine", "mango", "neon orange"),
    "peach": ("peach",),
    "coral": ("coral", "salmon"),
    "red": ("red",),
    "burgundy": ("burgundy",),
    "rust": ("terracotta", "rust"),
    "brown": ("brown", "chocolate", "bark"),
    "tan": ("camel", "tan"),
    "pink": ("pink", "shell", "blush", "neon pink", "hot pink"),
    "fuchsia": ("fuchsia",),
    "rose": ("rose",),
    "lilac": ("lilac", "orchid"),
    "purple": ("violet", "aubergine"),
}


def _palettes(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dye.strip() for dye in row.split(",")) for row in text.strip().splitlines())


_CRISP = """
white, navy
navy, white
white, black
black, white
white, red
red, white
white, royal
royal, white
white, turquoise
turquoise, white
white, coral
coral, white
ivory, forest
ivory, navy
ivory, terracotta
blush, burgundy
sky, navy
lemon, royal
mint, navy
navy, coral
navy, sun
teal, peach
white, hot pink
hot pink, white
white, emerald
emerald, white
lilac, violet
sand, chocolate
black, neon green
black, neon pink
white, fuchsia
white, tangerine
burgundy, blush
olive, ivory
"""

_MANY = """
white, navy, red
white, navy, red, sky
navy, white, red
white, coral, turquoise, sun
white, hot pink, tangerine, sun, turquoise
ivory, terracotta, mustard, forest, blush
black, hot pink, turquoise, sun
black, neon green, neon pink, neon orange
white, lilac, hot pink, sky, mint
navy, coral, mint, ivory
ivory, rust, camel, brown, olive
teal, ivory, coral, mango
sand, terracotta, navy, teal
aqua, navy, white, coral
blush, burgundy, rose, mustard
white, cobalt, turquoise, leaf
royal, white, sun
black, white, red
mint, fuchsia, white, emerald
lemon, coral, teal, white
"""

PALETTES: dict[str, tuple[tuple[str, ...], ...]] = {
    "stripes": _palettes(_CRISP) + _palettes(_MANY),
    "dots": _palettes(_CRISP) + _palettes(_MANY),
    "gingham": _palettes("""
white, navy
white, red
white, black
white, royal
white, sky
white, pink
white, emerald
white, coral
white, turquoise
white, violet
white, mustard
white, terracotta
ivory, forest
ivory, burgundy
ivory, brown
lemon, leaf
blush, red
white, hot pink
red, black
mint, teal
"""),
    "floral": _palettes("""
white, coral, leaf, sun, hot pink
ivory, rose, sage, mustard, blush
navy, pink, sage, ivory, coral
black, red, emerald, sun, pink
black, blush, sage, ivory
white, royal, sky, sun
blush, burgundy, olive, coral, ivory
mint, hot pink, palm, white, sun
sky, white, leaf, sun, coral
lemon, tangerine, palm, white, pink
coral, ivory, forest, sun, burgundy
teal, peach, mint, sun, coral
lilac, violet, sage, white, hot pink
red, ivory, forest, sun
forest, blush, sage, coral, ivory
turquoise, white, teal, hot pink, sun
burgundy, pink, sage, ivory, tangerine
white, fuchsia, emerald, tangerine, violet
ivory, cobalt, denim, mango
aubergine, orchid, teal, lemon, pink
navy, white
red, white
black, ivory
hot pink, white
"""),
    "tropical": _palettes("""
white, palm, leaf, coral, sun
ivory, forest, sage, terracotta, mustard
black, emerald, lime, hot pink, mango
navy, teal, aqua, coral, ivory
forest, leaf, lime, coral, sun
blush, palm, forest, hot pink, tangerine
turquoise, forest, palm, hot pink, white
sun, palm, teal, hot pink, white
black, palm, teal, red, ivory
coral, forest, palm, ivory, sun
sand, olive, khaki, rust, ivory
sky, palm, leaf, fuchsia, sun
petrol, turquoise, mint, tangerine, blush
white, navy, denim
navy, white, sky
white, teal, turquoise, mango
mint, emerald, forest, coral, white
red, ivory, blush
burgundy, rose, shell, mango, ivory
lilac, teal, emerald, fuchsia, white
"""),
    "animal": _palettes("""
tan, camel, black
sand, camel, chocolate
camel, bark, black
ivory, tan, brown
white, silver, black
white, grey, charcoal
blush, rose, black
hot pink, fuchsia, black
sky, denim, navy
mint, teal, black
khaki, olive, black
mango, tangerine, black
tangerine, rust, black
white, black
ivory, chocolate
tan, black
terracotta, brown, black
lilac, violet, black
coral, burgundy, black
neon green, emerald, black
turquoise, petrol, black
red, burgundy, black
"""),
    "geometric": _palettes(_CRISP) + _palettes(_MANY) * 2,
    "chevron": _palettes(_CRISP) + _palettes(_MANY) * 2,
    "camouflage": _palettes("""
khaki, olive, brown, black
sage, khaki, forest, black
sand, tan, bark, brown
sand, camel, olive, chocolate
silver, grey, charcoal, black
white, silver, grey, charcoal
sky, denim, navy, black
powder, sky, royal, navy
aqua, turquoise, teal, navy
shell, pink, fuchsia, burgundy
blush, rose, burgundy, black
lime, leaf, palm, black
mango, tangerine, rust, chocolate
lilac, orchid, violet, aubergine
coral, red, burgundy, black
mint, sage, forest, petrol
"""),
    "tie-dye": _palettes("""
white, royal, navy
white, cobalt
white, navy
white, hot pink, tangerine, sun
white, turquoise, violet, hot pink
white, hot pink, violet, royal, turquoise
white, red, sun, leaf, royal
ivory, rust, mustard
blush, coral, fuchsia
lilac, violet, turquoise
lemon, lime, turquoise, royal
mint, turquoise, teal
white, black
white, grey, black
peach, coral, orchid
sky, pink, lilac
neon yellow, neon pink, violet
sand, terracotta, brown
white, emerald, teal
powder, denim, navy
"""),
    "ombre": _palettes("""
white, sky, royal
powder, turquoise, navy
sun, tangerine, hot pink
mango, coral, fuchsia
blush, rose, burgundy
lilac, violet, aubergine
mint, turquoise, petrol
white, grey, black
aqua, teal, navy
lemon, lime, emerald
peach, coral, red
ivory, camel, brown
white, coral
white, turquoise
hot pink, violet, royal
sand, terracotta, burgundy
neon yellow, neon orange, neon pink
white, navy
coral, navy
black, red
"""),
    "colour-block": _palettes(_CRISP) + _palettes(_MANY) * 2,
    "border": _palettes(_CRISP) + _palettes(_MANY),
}
