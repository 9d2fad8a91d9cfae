"""The one error that every identifier raises."""


class InvalidIdentificador(ValueError):
    """A CURP, NSS, folio or part of one that breaks its rule.

    `code` names the rule; `posicion` (from 1) the first character that does not fit, where there is one.
    Neither these nor the message hold anything of what was typed: the error may reach a log.
    """

    def __init__(self, code: str, posicion: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.posicion = posicion
