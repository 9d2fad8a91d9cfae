"""Text whose letters were damaged when a program read it in another encoding than it was written in."""

import re
from typing import Final

# What Windows-1252 shows for the bytes 0x80 to 0xBF; a byte that it does not define stays as a control character.
_IMAGENES: Final = {bytes([n]).decode("cp1252", "ignore") or chr(n): n for n in range(0x80, 0xC0)} | {
    chr(n): n for n in range(0x80, 0xC0)
}
_INICIOS: Final = {"Â": 0xC2, "Ã": 0xC3, "ã": 0xC3}  # ã: somebody changed the text to lower case afterwards
_MOJIBAKE: Final = re.compile(f"[{''.join(_INICIOS)}][{''.join(map(re.escape, _IMAGENES))}]")
_PERDIDA: Final = re.compile("[Ãã]\ufffd")  # the second byte has no sign in Windows-1252, so the letter is lost
# What Windows-1252 shows for the Spanish letters of the code pages of MS-DOS (437 and 850): «PE¥A» was «PEÑA».
_DE_DOS: Final = {"¤": "ñ", "¥": "Ñ", "‚": "é", "¡": "í", "¢": "ó", "£": "ú", "\x90": "É"}
_SENAS_DE_DOS: Final = re.compile("(?<=\\w)[¤¥‚¡¢£\x90]|[¤¥¢£\x90](?=\\w)")


def repair_letras(text: str) -> str:
    """Return the text as it was written before a wrong encoding; the same text if it shows no trace of one.

    Repairs UTF-8 that was read as Windows-1252 once or twice («MuÃ±oz»), and code pages of MS-DOS («PE¥A»). The result
    is certain, because each of these signs can come from one letter only. A letter that is lost becomes U+FFFD.
    """
    if text.isascii():
        return text
    for _ in range(2):
        text = _MOJIBAKE.sub(_decode, text)
    return _SENAS_DE_DOS.sub(lambda match: _DE_DOS[match[0]], _PERDIDA.sub("\ufffd", text))


def _decode(match: re.Match[str]) -> str:
    inicio, segundo = match[0][0], match[0][1]
    letra = bytes([_INICIOS[inicio], _IMAGENES[segundo]]).decode("utf-8")
    return letra if letra.isalpha() or inicio == "Â" else match[0]
