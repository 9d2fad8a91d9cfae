"""What PDF/UA-1 asks for beyond what WeasyPrint writes for PDF/A: its mark in the metadata and the scope of headers."""

from typing import Any

# PDF/A allows a property only if its schema is predefined or described in the same metadata.
PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part number</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
END = b"</rdf:RDF>"


def add_pdf_ua(document: Any, pdf: Any) -> None:
    """Finish a PDF of WeasyPrint's, before it is written."""
    _mark_metadata(pdf)
    for row in _find_elements(pdf, "/TR"):
        _mark_scope(pdf, row)


def _mark_metadata(pdf: Any) -> None:
    stream = _resolve(pdf, pdf.catalog["Metadata"]).stream
    stream[0] = stream[0].replace(END, PDF_UA)


def _mark_scope(pdf: Any, row: Any) -> None:
    """Say of each header in a row whether it heads the row or its column: a row of headers heads columns."""
    cells = [_resolve(pdf, kid) for kid in row["K"]]
    headers = [cell for cell in cells if cell["S"] == "/TH"]
    for header in headers:
        header["A"]["Scope"] = "/Column" if len(headers) == len(cells) else "/Row"


def _find_elements(pdf: Any, tag: str) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, dict) and item.get("S") == tag]


def _resolve(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
