"""Where the files that come with the program lie."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
TRANSLATIONS = RESOURCES / "translations"
ICONS = RESOURCES / "icons"
DEMO_FOLDERS = (RESOURCES / "demo" / "women", RESOURCES / "demo" / "men")
