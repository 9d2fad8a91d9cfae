"""A page as a picture that is the same tomorrow: what belongs to one run or one person is put in fixed words."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Page

# The captcha is drawn anew each time, and so are its voice's controls on another version of the browser.
CADA_VEZ = ".captcha img, .captcha audio"
ALTO = 3150  # pixels; only the home page is longer, and has nothing but links there
# Replaced in the text and not covered with a box: a longer month would break a line and move all that is below it.
# The face is loaded here once more, because `font-display: optional` lets a slow machine do without.
QUIETO = r"""async () => {
    const fixed = [
        [/\b\d{1,2} de (enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b/g,
         "1 de enero"],
        [/(1 de enero de) \d{4}/g, "$1 2030"],
        [/\b\d\d\/\d\d\/\d{4}\b/g, "01/01/2030"],
        [/\blas \d{1,2}:\d\d(:\d\d)?/g, "las 10:00"],
        [/^\d{1,2}:\d\d$/g, "10:00"],
        [/\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, "RE-0000-0000"],
        [/\b\d\d \d\d \d\d \d{4} \d\b/g, "00 00 00 0000 0"],
        [/termina en \d{4}/g, "termina en 0000"],
        [/\(PDF, \d+ KB\)/g, "(PDF, 20 KB)"],
    ];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode;
        if (node.parentElement.closest(".nss__numero")) node.data = node.data.replace(/\d/g, "0");
        const words = fixed.reduce((text, [pattern, instead]) => text.replace(pattern, instead), node.data);
        if (words !== node.data) node.data = words;
    }
    const faces = [...document.fonts].map(face => face.family.replaceAll('"', ""));
    for (const link of document.querySelectorAll("link[rel=preload][as=font]")) {
        const weight = link.href.match(/-(\d{3})\b/)[1];
        document.fonts.add(await new FontFace(faces[0], `url(${link.href})`, {weight}).load());
    }
    document.activeElement?.blur();
    await document.fonts.ready;
}"""


def portray(page: Page) -> Image.Image:
    """The page, down to `ALTO`, at the width that it has."""
    page.wait_for_load_state()
    page.evaluate(QUIETO)
    taken = page.screenshot(
        full_page=True, animations="disabled", mask=[page.locator(CADA_VEZ)], mask_color="#d5d9e0", scale="css"
    )
    picture = Image.open(BytesIO(taken)).convert("RGB")
    return picture.crop((0, 0, picture.width, min(picture.height, ALTO)))
