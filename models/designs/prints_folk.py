"""Folk ornament: Aztec bands, ikat diamonds and the Greek key."""

import skia

from models.designs.prints_kit import (
    Cloth,
    polygon,
    solid,
)


def aztec(cloth: Cloth) -> None:
    """Bands of folk ornament, one below another: zigzags, diamonds, steps and lines."""
    width = cloth.between(8, 11)
    ornaments = (_diamond_row, _zigzag_row, _step_row, _triangle_row, _stripe_row)
    order = cloth.rng.permutation(len(ornaments))
    heights = [width * (0.3 if ornaments[i] is _stripe_row else 0.75) for i in order]
    gap = width * 0.12

    def draw(canvas: skia.Canvas) -> None:
        top = 0.0
        for number, (ornament, height) in enumerate(zip(order, heights, strict=True)):
            canvas.save()
            canvas.translate(0, top)
            inks = (cloth.ink(1 + number % 4), cloth.ink(1 + (number + 1) % 4))
            ornaments[ornament](canvas, width, height, inks)
            canvas.restore()
            top += height + gap
            canvas.drawRect(
                skia.Rect.MakeXYWH(0, top - gap * 0.75, width, gap * 0.5),
                solid(cloth.ink(1 + (number + 2) % 4)),
            )

    cloth.repeat(width, sum(heights) + gap * len(heights), draw)


Inks = tuple[int, int]


def _diamond_row(canvas: skia.Canvas, width: float, height: float, inks: Inks) -> None:
    for left, share in ((-0.5, 1.0), (0.0, 1.0), (0.5, 1.0)):
        x, y = (left + 0.5) * width, height / 2
        for size, ink in ((share, inks[0]), (0.6 * share, 0), (0.45 * share, inks[1])):
            if ink:
                half_x, half_y = width / 4 * size, height / 2 * size * 0.95
                canvas.drawPath(
                    polygon([(x, y - half_y), (x + half_x, y), (x, y + half_y), (x - half_x, y)]), solid(ink)
                )


def _zigzag_row(canvas: skia.Canvas, width: float, height: float, inks: Inks) -> None:
    for offset, ink in ((0.08, inks[0]), (0.4, inks[1])):
        points = [(x * width / 4, height * (offset + (0.5 if x % 2 else 0.1))) for x in range(-1, 6)]
        path = polygon([*points, *((x, y - height * 0.2) for x, y in reversed(points))])
        canvas.drawPath(path, solid(ink))


def _step_row(canvas: skia.Canvas, width: float, height: float, inks: Inks) -> None:
    cell_x, cell_y = width / 8, height / 4
    for row, (start, count) in enumerate(((3, 2), (2, 4), (1, 6), (0, 8))):
        canvas.drawRect(
            skia.Rect.MakeXYWH(start * cell_x, row * cell_y, count * cell_x, cell_y * 1.02), solid(inks[0])
        )
    canvas.drawRect(skia.Rect.MakeXYWH(3 * cell_x, 2 * cell_y, 2 * cell_x, 2 * cell_y), solid(inks[1]))


def _triangle_row(canvas: skia.Canvas, width: float, height: float, inks: Inks) -> None:
    for number in range(4):
        x = number * width / 4
        canvas.drawPath(
            polygon([(x, height), (x + width / 4, height), (x + width / 8, height * 0.45)]), solid(inks[0])
        )
        canvas.drawPath(polygon([(x, 0), (x + width / 4, 0), (x + width / 8, height * 0.45)]), solid(inks[1]))


def _stripe_row(canvas: skia.Canvas, width: float, height: float, inks: Inks) -> None:
    canvas.drawRect(skia.Rect.MakeXYWH(0, height * 0.1, width, height * 0.35), solid(inks[0]))
    canvas.drawRect(skia.Rect.MakeXYWH(0, height * 0.6, width, height * 0.2), solid(inks[1]))


def ikat(cloth: Cloth) -> None:
    """Nested diamonds with feathered edges, as woven from dyed threads."""
    width = cloth.between(16, 23)
    height = width * cloth.between(1.2, 1.6)
    threads = 34
    shift = cloth.rng.normal(0, 0.028, (5, threads))

    def draw(canvas: skia.Canvas) -> None:
        step = height / threads
        for x_middle, y_middle in ((0.5, 0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
            for number, size in enumerate((0.98, 0.74, 0.5, 0.24)):
                ink = cloth.ink((1, 0, 2, 3)[number])
                path = skia.Path()
                for thread in range(threads):
                    y = (thread + 0.5) / threads - 0.5
                    half = (0.5 * size - abs(y)) * width + float(shift[number, thread]) * width
                    if half > 0:
                        path.addRect(
                            skia.Rect.MakeXYWH(
                                x_middle * width - half,
                                (y + y_middle) * height - step / 2,
                                2 * half,
                                step * 1.05,
                            )
                        )
                canvas.drawPath(path, solid(ink))

    cloth.repeat(width, height, draw)


def greek_key(cloth: Cloth) -> None:
    """Rows of meander."""
    size = cloth.between(5.5, 8)
    thick = size / 7

    def draw(canvas: skia.Canvas) -> None:
        cells = ["1111111", "1000001", "1011101", "1010101", "1010001", "1011111", "1000000"]
        path = skia.Path()
        for row, cells_of_row in enumerate(cells):
            for column, cell in enumerate(cells_of_row):
                if cell == "1":
                    path.addRect(
                        skia.Rect.MakeXYWH(column * thick, (row + 1) * thick, thick * 1.03, thick * 1.03)
                    )
        canvas.drawPath(path, solid(cloth.ink(1)))
        canvas.drawRect(skia.Rect.MakeXYWH(0, thick * 8.6, size, thick * 0.7), solid(cloth.ink(2)))

    cloth.repeat(size, thick * 10, draw)
