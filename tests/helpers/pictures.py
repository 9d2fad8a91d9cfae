"""Pictures of pages and documents beside those that somebody looked at and approved."""

from PIL import Image, ImageChops, ImageFilter

VISIBLE = 24  # of 255: less than that is another version's antialiasing


def how_different(one: Image.Image, other: Image.Image) -> float:
    """The greatest difference of a spot, from 0 to 255."""
    _, most = _subtract(one, other).getextrema()
    assert isinstance(most, (int, float))
    return float(most)


def share_of_differing(one: Image.Image, other: Image.Image) -> float:
    """Which part of the surface differs visibly, from 0 to 1; all of it where they are not of one size."""
    if one.size != other.size:
        return 1.0
    spots = _subtract(one, other).histogram()
    return sum(spots[VISIBLE:]) / sum(spots)


def _subtract(one: Image.Image, other: Image.Image) -> Image.Image:
    """Blurred, so that another version's antialiasing passes and a moved line does not."""
    assert one.size == other.size
    blurred = [picture.convert("L").filter(ImageFilter.GaussianBlur(1.5)) for picture in (one, other)]
    return ImageChops.difference(*blurred)
