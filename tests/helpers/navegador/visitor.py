"""A person before a screen: with the pointer, or by keyboard alone. Everything is found by what the screen says."""

import re
from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page, expect

from tests.helpers.navegador.looks import Mirada, check_ancho
from tests.helpers.portal.live_portal import Persona, PortalVivo
from tests.helpers.waiting import wait_until

PARADAS = 80  # more than any page has in reach of Tab
NOMBRE = """() => {
    const focused = document.activeElement;
    const said = focused.labels?.length ? focused.labels[0] : focused;
    return (focused.ariaLabel || said.textContent).replace(/\\s+/g, " ").trim();
}"""


def find_field(page: Page, label: str) -> Locator:
    """The control whose label begins so: «(opcional)» may follow."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}"))


class Visitante(ABC):
    """Reads pages and mails. How controls are used is what differs."""

    def __init__(self, page: Page, *, portal: PortalVivo, persona: Persona, mirada: Mirada, guiones: bool) -> None:
        self.page = page
        self.portal = portal
        self.persona = persona
        self.guiones = guiones
        self._mirada = mirada
        self._leidos = 0

    @abstractmethod
    def press(self, name: str) -> None:
        """Follow the link or press the button of that name."""

    @abstractmethod
    def write(self, label: str, text: str) -> None:
        """Put `text` into the field whose label begins so, in place of what is there."""

    @abstractmethod
    def choose(self, label: str) -> None:
        """Check the box, or take the option, whose label begins so."""

    @abstractmethod
    def select(self, label: str, option: str) -> None:
        """Take an option of the list whose label begins so."""

    def look(self) -> None:
        """Find nothing wrong with the page as such."""
        if self.guiones:
            self._mirada.look(self.page)
        else:
            check_ancho(self.page)

    def see(self, titulo: str) -> None:
        """Be on the page of that title."""
        expect(self._titulo).to_have_text(titulo)
        self.look()

    def wait_for(self, titulo: str) -> None:
        """Be taken to the page of that title; without scripts by «Actualizar estado»."""
        if self.guiones:
            expect(self._titulo).to_have_text(titulo)
        else:
            wait_until(lambda: self._is_at(titulo), what=lambda: f"«{titulo}», only «{self._titulo.inner_text()}»")
        self.look()

    def _is_at(self, titulo: str) -> bool:
        """Tell whether the page has that title. If not, press the button that loads it again, and look once more."""
        if self._titulo.inner_text() != titulo:
            self.press("Actualizar estado")
        return self._titulo.inner_text() == titulo

    def read(self, *sentences: str) -> None:
        """Find these on the page."""
        for sentence in sentences:
            expect(self.page.locator("main")).to_contain_text(sentence)

    def do_not_read(self, *sentences: str) -> None:
        for sentence in sentences:
            expect(self.page.locator("body")).not_to_contain_text(sentence)

    def read_mail(self, asunto: str) -> str:
        """Return the text of the newest unread mail of that subject, once there is one."""
        what = f"a mail «{asunto}» for {self.persona['correo']}"
        return wait_until(lambda: self._find_mail(asunto), what=what, pause=self._pause)

    def _find_mail(self, asunto: str) -> str:
        mails = self.portal.buzon.list_correos(self.persona["correo"])
        for number in range(len(mails), self._leidos, -1):
            if mails[number - 1]["Subject"].startswith(asunto):
                self._leidos = number
                text = mails[number - 1].get_body(("plain",))
                assert text
                return str(text.get_content())
        return ""

    def _pause(self, seconds: float) -> None:
        """Sleep, and let the scripts of the page go on."""
        self.page.wait_for_timeout(seconds * 1000)

    def forget_mails(self) -> None:
        """Take all that has come so far as read."""
        self._leidos = len(self.portal.buzon.list_correos(self.persona["correo"]))

    def leave(self) -> None:
        """Close the browser with all that it kept."""
        self.page.context.close()

    @property
    def _titulo(self) -> Locator:
        return self.page.get_by_role("heading", level=1)


class Dedo(Visitante):
    """Uses the pointer."""

    def press(self, name: str) -> None:
        button = self.page.get_by_role("button", name=name, exact=True)
        button.or_(self.page.get_by_role("link", name=name, exact=True)).click()

    def write(self, label: str, text: str) -> None:
        self._find(label).fill(text)

    def choose(self, label: str) -> None:
        self._find(label).check()

    def select(self, label: str, option: str) -> None:
        self._find(label).select_option(label=option)

    def _find(self, label: str) -> Locator:
        return find_field(self.page, label)


class Teclado(Visitante):
    """Has no pointer: goes on with Tab, and never back."""

    def press(self, name: str) -> None:
        self._tab_to(name, "a, button")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        self._tab_to(label, "input")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, label: str) -> None:
        """Arrows move among the options of one question, and take each that they reach."""
        option = find_field(self.page, label)
        group = option.get_attribute("name")
        self._tab_to("", f"input[name={group}]")
        self.page.keyboard.press("Space")
        for _ in range(PARADAS):
            if self._name().startswith(label):
                break
            self.page.keyboard.press("ArrowDown")
        expect(option).to_be_checked()

    def select(self, label: str, option: str) -> None:
        self._tab_to(label, "select")
        self.page.keyboard.type(option)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].label")
        assert chosen == option

    def _tab_to(self, name: str, kind: str) -> None:
        for _ in range(PARADAS):
            self.page.keyboard.press("Tab")
            if self._name().startswith(name) and self.page.evaluate(f"document.activeElement.matches('{kind}')"):
                return
        raise AssertionError(f"«{name}» is not in reach of Tab on {self.page.url}")

    def _name(self) -> str:
        return str(self.page.evaluate(NOMBRE))
