"""Photos: right way up, small, and silent about where they were taken."""

import contextlib
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from db.store.trouble import Trouble
from desktop.documents import photos
from tests.pictures import COMMENT, PLACE, bomb, located, photo


def seen(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def is_red(pixel) -> bool:
    return pixel[0] > 150 and pixel[2] < 100


def test_a_look_tells_size_time_and_a_small_picture():
    told = photos.look_at(located())
    assert (told.width, told.height, told.frames) == (640, 480, 1)
    assert told.taken_on == date(2024, 3, 15)
    small = seen(told.thumbnail)
    assert (small.size, small.format) == ((240, 180), "JPEG")
    assert is_red(small.getpixel((10, 90)))


def test_the_fixture_does_tell_the_place():
    content = located()
    assert content.count(PLACE) == 2
    assert dict(seen(content).getexif().get_ifd(0x8825))


@pytest.mark.parametrize(
    "make", [photos.without_metadata, photos.shrunk, lambda c: photos.for_paper(c, 80)]
)
@pytest.mark.parametrize("turned", [1, 6])
def test_no_copy_that_leaves_tells_the_place(make, turned):
    made = make(located(turned))
    for secret in (PLACE, COMMENT, b"SECRETPHONE", b"GPS", b"2024:03:15", b"Exif", b"xmpmeta"):
        assert secret not in made
    assert not dict(seen(made).getexif())


@pytest.mark.parametrize(("turned", "size"), [(1, (640, 480)), (3, (640, 480)), (6, (480, 640))])
def test_a_picture_is_right_way_up(turned, size):
    content = located(turned)
    upright = seen(photos.without_metadata(content))
    assert upright.size == size
    assert photos.sizes(content) == [size]
    # red is what lies on the left as held: turned by 180° it is on the right, by 90° on top
    place = {1: (20, 240), 3: (620, 240), 6: (240, 20)}[turned]
    assert is_red(upright.getpixel(place))
    width, _, raw = photos.drawn(content, 0, 2000)
    at = 3 * (place[1] * width + place[0])
    assert is_red(raw[at : at + 3])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
def test_every_format_keeps_its_own_when_it_leaves(kind):
    made = seen(photos.without_metadata(photo(300, 200, kind)))
    assert (made.format, made.size) == (kind, (300, 200))
    assert is_red(made.getpixel((20, 100)))


def test_a_photo_that_leaves_is_as_fine_as_it_came():
    content = photo(2000, 1500, quality=92)
    assert len(photos.without_metadata(content)) < 1.1 * len(content)


def test_every_page_of_a_scan_leaves():
    out = BytesIO()
    pages = [Image.new("1", (400, 600), color) for color in (0, 1, 0)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    scan = out.getvalue()
    assert photos.look_at(scan).frames == 3
    assert photos.sizes(scan) == [(400, 600)] * 3
    assert seen(photos.without_metadata(scan)).n_frames == 3


def test_paper_gets_220_dots_an_inch_and_never_more_than_there_are():
    assert seen(photos.for_paper(photo(3000, 2000), 50.8)).size == (440, 293)
    assert seen(photos.for_paper(photo(300, 200), 50.8)).size == (300, 200)


def test_what_is_transparent_is_white_on_paper():
    out = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert seen(photos.for_paper(out.getvalue(), 10)).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("colours", ["CMYK", "L"])
def test_other_colours_become_plain(colours):
    out = BytesIO()
    Image.new(colours, (60, 40)).save(out, "JPEG")
    assert seen(photos.for_paper(out.getvalue(), 10)).mode in ("RGB", "L")


def test_a_bomb_is_refused_before_it_is_decoded():
    for act in (photos.look_at, photos.without_metadata, photos.sizes):
        with pytest.raises(Trouble, match="太大"):
            act(bomb())


@given(st.integers(30, 4000), st.binary(min_size=1, max_size=40), st.sampled_from(["JPEG", "PNG"]))
@settings(max_examples=150)
def test_damage_is_a_sentence_or_a_picture(at, wrong, kind):
    made = photo(200, 150, kind)
    broken = made[: at % len(made)] + wrong + made[at % len(made) + len(wrong) :]
    for act in (photos.look_at, photos.without_metadata):
        # UserWarning: Pillow's doubt about damaged notes, an error only because tests make it one
        with contextlib.suppress(Trouble, UserWarning):
            assert act(broken)
