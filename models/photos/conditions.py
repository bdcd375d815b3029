"""Under which conditions a photo is taken, and how often each is met."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_type_hints

from models.designs.shape import Shape

Scene = Literal["chat", "page", "screen", "scan", "garment"]
Subject = Literal["sheet", "screen", "garment"]
Ground = Literal["desk", "wood", "cloth", "speckle", "tiles", "mat", "folds", "lid"]
Cover = Literal["none", "thumb", "fingers", "clip", "hanger", "pen"]
Mark = Literal["none", "circle", "arrow", "number", "tick"]

SUBJECTS: tuple[Subject, ...] = get_args(Subject)
GROUNDS: tuple[Ground, ...] = get_args(Ground)
COVERS: tuple[Cover, ...] = get_args(Cover)
MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True)
class Within:
    """The range of a condition."""

    low: float
    high: float


@dataclass(frozen=True)
class PhotoConditions:
    """How a photo is taken; as it stands without arguments, the photo is the picture itself.

    Lengths in pixels are those of a photo 320 pixels long. Strengths without a unit run from 0, none, to 1.

    Attributes:
        subject: a printed sheet, a screen that shows the picture, or the garment itself cut out of the picture.
        tilt: angle between the camera's axis and the upright on the table, degrees.
        tilt_towards: direction the camera leans to, degrees.
        roll: turn of the subject in the photo, degrees.
        distance: from camera to subject, in lengths of the picture; the nearer, the stronger the perspective.
        fill: share of the photo's width or height that the picture takes, whichever is the more.
        offset_x, offset_y: place of the picture in the room left, -1 at one end to 1 at the other.
        crop: share of the picture cut off by the photo's edge.
        crop_side: which edge cuts it off: 0 left, 1 top, 2 right, 3 bottom.
        aspect: width of the photo over its height; 0 for that of the picture.
        margin: blank paper around the picture, in lengths of the picture.
        ground: what it lies on.
        clutter: how many other things lie about.
        curl: how far the sheet rises from the table.
        creases: how many folds cross the sheet or the cloth.
        uneven: fall of the light from one side to the other.
        shadow: depth of soft shadows of things outside the photo.
        glare: strength of a lamp's reflection on gloss.
        warmth: colour of the light, -1 blue to 1 yellow.
        tint: its cast, -1 green to 1 magenta.
        exposure: in stops.
        contrast: change of contrast, as a share.
        saturation: change of colourfulness, as a share.
        moire: strength of the pattern a photographed screen shows.
        dust: specks and streaks of a scanner's glass.
        grey: how much of the colour is lost.
        cover: what lies over a part of the subject.
        mark: what staff drew on it.
        defocus, motion: length of the blur, pixels.
        noise: of the sensor, as a share of full scale.
        detail: resolution at which the photo was kept, as a share of the photo's size.
        quality: of the JPEG.
        look: seed of everything that has no number of its own, such as the place of a pen.
    """

    subject: Subject = "sheet"
    tilt: Annotated[float, Within(0, 35)] = 0.0
    tilt_towards: Annotated[float, Within(0, 360)] = 0.0
    roll: Annotated[float, Within(-360, 360)] = 0.0
    distance: Annotated[float, Within(1.3, 5)] = 2.0
    fill: Annotated[float, Within(0.4, 1.1)] = 1.0
    offset_x: Annotated[float, Within(-1, 1)] = 0.0
    offset_y: Annotated[float, Within(-1, 1)] = 0.0
    crop: Annotated[float, Within(0, 0.2)] = 0.0
    crop_side: Annotated[int, Within(0, 3)] = 0
    aspect: Annotated[float, Within(0, 2)] = 0.0
    margin: Annotated[float, Within(0, 0.4)] = 0.0
    ground: Ground = "desk"
    clutter: Annotated[int, Within(0, 8)] = 0
    curl: Annotated[float, Within(0, 1)] = 0.0
    creases: Annotated[int, Within(0, 5)] = 0
    uneven: Annotated[float, Within(0, 1)] = 0.0
    shadow: Annotated[float, Within(0, 1)] = 0.0
    glare: Annotated[float, Within(0, 1)] = 0.0
    warmth: Annotated[float, Within(-1, 1)] = 0.0
    tint: Annotated[float, Within(-1, 1)] = 0.0
    exposure: Annotated[float, Within(-1, 0.7)] = 0.0
    contrast: Annotated[float, Within(-0.35, 0.35)] = 0.0
    saturation: Annotated[float, Within(-0.4, 0.4)] = 0.0
    moire: Annotated[float, Within(0, 1)] = 0.0
    dust: Annotated[float, Within(0, 1)] = 0.0
    grey: Annotated[float, Within(0, 1)] = 0.0
    cover: Cover = "none"
    mark: Mark = "none"
    defocus: Annotated[float, Within(0, 2)] = 0.0
    motion: Annotated[float, Within(0, 5)] = 0.0
    noise: Annotated[float, Within(0, 0.08)] = 0.0
    detail: Annotated[float, Within(0.4, 1)] = 1.0
    quality: Annotated[int, Within(20, 100)] = 100
    look: Annotated[int, Within(0, 2**63)] = 0

    def __post_init__(self) -> None:
        """Check every value against its range.

        Raises:
            ValueError: a value is outside its range or not among its options.
        """
        for name, limits in LIMITS.items():
            value = getattr(self, name)
            if isinstance(limits, Within):
                if not limits.low <= value <= limits.high:
                    raise ValueError(f"{name} must lie from {limits.low} to {limits.high}, not {value}.")
            elif value not in limits:
                raise ValueError(f"{name} must be one of {', '.join(limits)}, not {value!r}.")


def _limits() -> dict[str, Within | tuple[str, ...]]:
    hints = get_type_hints(PhotoConditions, include_extras=True)
    return {
        name: next((each for each in get_args(hint) if isinstance(each, Within)), get_args(hint))
        for name, hint in hints.items()
    }


LIMITS = _limits()
"""The range of each condition, or its options."""

SCENES: tuple[Scene, ...] = get_args(Scene)
_OFTEN = (0.14, 0.46, 0.12, 0.10, 0.18)


def scene_of(seed: int) -> Scene:
    """Return the scene that the seed's conditions make."""
    return SCENES[int(Shape(seed).pick("scene", tuple("01234"), _OFTEN))]


def sample_conditions(seed: int) -> PhotoConditions:
    """Return the conditions of a seed, from a chat program's copy to a tilted photo on a cluttered table."""
    draw = Shape(seed)
    settings = {"look": int(draw.unit("look") * 2**40), **_colour(draw), **_sensor(draw)}
    return PhotoConditions(**{**settings, **_SETTINGS[scene_of(seed)](draw)})


def _colour(draw: Shape) -> dict[str, Any]:
    """Return the light's colour and the camera's answer to it."""
    return {
        "warmth": draw.around("warmth", 0.1, 0.8),
        "tint": draw.around("tint", 0.0, 0.45),
        "exposure": draw.around("exposure", -0.12, 0.5),
        "contrast": draw.around("contrast", -0.05, 0.25),
        "saturation": draw.around("saturation", -0.04, 0.28),
    }


def _sensor(draw: Shape) -> dict[str, Any]:
    """Return blur, noise and compression."""
    return {
        "defocus": draw.between("defocus", 0.0, 1.5) if draw.chance("defocused", 0.5) else 0.0,
        "motion": draw.between("motion", 1.0, 4.0) if draw.chance("moved", 0.2) else 0.0,
        "noise": draw.unit("noise") ** 2 * 0.03,
        "detail": draw.between("detail", 0.5, 1.0) if draw.chance("downscaled", 0.6) else 1.0,
        "quality": round(draw.between("quality", 35, 92)),
        "mark": draw.pick("mark", MARKS, (0.8, 0.06, 0.05, 0.06, 0.03)),
    }


def _camera(draw: Shape, *, most_tilt: float) -> dict[str, Any]:
    """Return where a hand-held phone stands: mostly above and nearly upright, now and then anyhow."""
    turned = draw.pick("turned", ("little", "some", "quarter", "anyhow"), (0.68, 0.16, 0.09, 0.07))
    little = draw.around("roll", 0.0, 6.0)
    return {
        "tilt": most_tilt * draw.unit("tilt") ** 1.4,
        "tilt_towards": _lean(draw),
        "roll": {
            "little": little,
            "some": draw.around("some roll", 0.0, 28.0),
            "quarter": little + 90.0 * (1 + int(3 * draw.unit("quarters"))),
            "anyhow": draw.between("any roll", 0.0, 350.0),
        }[turned],
        "distance": draw.between("distance", 1.4, 3.2),
        "offset_x": draw.around("offset x", 0.0, 0.8),
        "offset_y": draw.around("offset y", 0.0, 0.8),
        "aspect": float(draw.pick("aspect", ("0.75", "1.3333", "1", "0.5625"), (0.6, 0.18, 0.12, 0.10))),
        "crop": draw.between("crop", 0.02, 0.17) if draw.chance("cropped", 0.14) else 0.0,
        "crop_side": int(4 * draw.unit("crop side")),
    }


def _lean(draw: Shape) -> float:
    """Return the direction of the lean: mostly from the near side, where the person stands."""
    if draw.chance("from the near side", 0.65):
        return (90.0 + draw.around("lean", 0.0, 40.0)) % 360
    return 360.0 * draw.unit("any lean")


def _room(draw: Shape) -> dict[str, Any]:
    """Return the light and the table of a room."""
    return {
        "ground": draw.pick("ground", GROUNDS[:-1], (0.28, 0.22, 0.12, 0.12, 0.08, 0.10, 0.08)),
        "clutter": int(1 + 6 * draw.unit("clutter")) if draw.chance("cluttered", 0.55) else 0,
        "uneven": draw.unit("uneven") ** 1.3 * 0.9,
        "shadow": draw.between("shadow", 0.15, 0.9) if draw.chance("shadowed", 0.5) else 0.0,
    }


def _chat(draw: Shape) -> dict[str, Any]:
    """Return a picture re-saved by a chat program."""
    mild = {name: value * 0.2 for name, value in _colour(draw).items()}
    cropped = draw.chance("cropped", 0.3)
    screenshot = draw.chance("screenshot", 0.2)
    return {
        **mild,
        "subject": "screen" if screenshot else "sheet",
        "margin": 0.4 if screenshot else 0.0,
        "aspect": draw.between("screen aspect", 0.5, 0.7) if screenshot else 0.0,
        "roll": 90.0 * int(4 * draw.unit("quarters")) if draw.chance("turned", 0.06) else 0.0,
        "fill": draw.between("fill", 0.8, 1.0) if draw.chance("framed", 0.3) else 1.0,
        "ground": "lid",
        "crop": draw.between("crop", 0.01, 0.12) if cropped else 0.0,
        "crop_side": int(4 * draw.unit("crop side")),
        "defocus": draw.between("defocus", 0.0, 0.5),
        "motion": 0.0,
        "noise": 0.0,
        "mark": draw.pick("mark", MARKS, (0.6, 0.14, 0.12, 0.09, 0.05)),
    }


def _page(draw: Shape) -> dict[str, Any]:
    """Return a printed sheet on a table."""
    glossy = draw.chance("glossy", 0.25)
    return {
        **_camera(draw, most_tilt=35.0),
        **_room(draw),
        "fill": draw.between("fill", 0.62, 1.08),
        "margin": draw.between("margin", 0.0, 0.22),
        "curl": draw.unit("curl") ** 1.5 if draw.chance("curled", 0.45) else 0.0,
        "creases": int(1 + 3 * draw.unit("creases")) if draw.chance("creased", 0.3) else 0,
        "glare": draw.between("glare", 0.2, 0.9) if glossy else 0.0,
        "cover": draw.pick("cover", COVERS, (0.72, 0.12, 0.06, 0.05, 0.0, 0.05)),
    }


def _screen(draw: Shape) -> dict[str, Any]:
    """Return a screen that shows the picture."""
    return {
        **_camera(draw, most_tilt=25.0),
        "subject": "screen",
        "roll": draw.around("screen roll", 0.0, 7.0),
        "ground": draw.pick("ground", ("desk", "wood", "cloth"), (0.6, 0.3, 0.1)),
        "fill": draw.between("fill", 0.6, 1.05),
        "margin": draw.between("margin", 0.02, 0.12),
        "moire": draw.unit("moire"),
        "uneven": 0.5 * draw.unit("uneven"),
        "glare": draw.between("glare", 0.1, 0.6) if draw.chance("reflects", 0.4) else 0.0,
        "warmth": draw.around("warmth", -0.25, 0.6),
    }


def _scan(draw: Shape) -> dict[str, Any]:
    """Return a sheet from a flatbed scanner or a copier."""
    return {
        "roll": draw.around("skew", 0.0, 3.5)
        + (180.0 if draw.chance("upside down", 0.08) else 90.0 if draw.chance("across", 0.06) else 0.0),
        "fill": draw.between("fill", 0.75, 1.0),
        "aspect": float(draw.pick("paper", ("0.7071", "1.4142"), (0.75, 0.25))),
        "offset_x": draw.around("offset x", 0.0, 0.8),
        "offset_y": draw.around("offset y", 0.0, 0.8),
        "ground": "lid",
        "margin": draw.between("margin", 0.0, 0.1),
        "dust": draw.unit("dust"),
        "grey": draw.between("grey", 0.6, 1.0) if draw.chance("copier", 0.2) else 0.0,
        "contrast": draw.between("contrast", -0.05, 0.3),
        "creases": int(3 * draw.unit("creases")) if draw.chance("creased", 0.25) else 0,
        "motion": 0.0,
    }


def _garment(draw: Shape) -> dict[str, Any]:
    """Return the garment itself, laid out on a surface or hung up."""
    return {
        **_camera(draw, most_tilt=28.0),
        **_room(draw),
        "subject": "garment",
        "fill": draw.between("fill", 0.7, 1.1),
        "creases": int(5 * draw.unit("creases")),
        "cover": draw.pick("cover", COVERS, (0.74, 0.06, 0.06, 0.02, 0.10, 0.02)),
        "mark": "none",
    }


_SETTINGS = {"chat": _chat, "page": _page, "screen": _screen, "scan": _scan, "garment": _garment}
