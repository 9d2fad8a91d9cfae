"""The visual foundation: one style sheet made of its parts, vendored files as recorded, forms tied together."""

import gzip
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django import forms
from django.template.loader import get_template, render_to_string

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
# Pages that the portal serves. Mails, documents and the slips of claim keys (a file) carry their own styles.
PAGES = [path for path in TEMPLATES if not {"claves", "correo", "documentos"} & set(path.relative_to(ROOT).parts[1:-1])]


class Formulario(forms.Form):
    curp = forms.CharField(
        label="CURP", help_text="18 letras y números.", error_messages={"required": "Escribe tu CURP"}
    )
    interior = forms.CharField(label="Número interior", required=False)
    turno = forms.ChoiceField(label="Turno", choices=[("m", "Matutino")], widget=forms.RadioSelect)
    aviso = forms.BooleanField(label="He leído el aviso de privacidad")

    def clean(self):
        raise forms.ValidationError("Tus dos correos son distintos")


def measure(paths) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_bundle_is_made_of_the_present_parts():
    subprocess.run([sys.executable, "script/css.py", "--check"], cwd=ROOT, check=True)


def test_vendored_files_are_the_recorded_ones():
    for name, entry in json.loads((STATIC / "vendor/versions.json").read_text()).items():
        folder = STATIC / "vendor" / f"{name.split('/')[-1]}-{entry['version']}"
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        assert found == entry["files"]


def test_budget():
    assert measure([STATIC / "css/portal.css"]) <= 8 * 1024
    # All together weigh no more than one page may; the map page has a budget of its own.
    assert measure(path for path in (STATIC / "js").glob("*.js") if path.name != "mapa.js") <= 4 * 1024
    assert sum(path.stat().st_size for path in STATIC.glob("vendor/atkinson-*/*.woff2")) <= 18 * 1024


def test_style_sheet_asks_no_other_host():
    urls = re.findall(r"url\(\"?([^\")]+)", (STATIC / "css/portal.css").read_text())
    assert urls
    assert all((STATIC / "css" / url).resolve().is_file() for url in urls)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_compiles_and_obeys_the_strict_csp(path):
    get_template(str(path.relative_to(ROOT / "templates")))
    source = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", source)


def test_field_ties_label_hint_error_and_control_in_reading_order():
    html = str(Formulario({}))
    assert 'aria-describedby="id_curp_helptext id_curp_error"' in html
    assert 'aria-invalid="true"' in html
    places = [
        html.index(mark) for mark in ('for="id_curp"', 'id="id_curp_helptext"', 'id="id_curp_error"', 'name="curp"')
    ]
    assert places == sorted(places)


def test_only_what_is_optional_is_marked():
    html = str(Formulario())
    assert html.count("(opcional)") == 1
    assert "*" not in html


def test_radios_stand_in_a_fieldset_and_a_checkbox_before_its_words():
    html = str(Formulario({}))
    assert re.search(r'<fieldset[^>]*aria-describedby="id_turno_error"[^>]*>\s*<legend', html)
    assert html.index('name="aviso"') < html.index('for="id_aviso"')


def test_each_link_of_the_error_summary_leads_somewhere():
    form = Formulario({})
    html = str(form)
    summary = render_to_string("componentes/resumen_errores.html", {"form": form})
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["error_formulario", "id_curp", "id_turno_0", "id_aviso"]
    assert all(f'id="{target}"' in html for target in targets)


def test_the_error_summary_has_an_id_without_a_prefix_and_with_one():
    for prefix, ident in ((None, "resumen-errores"), ("otro", "resumen-erroresotro")):
        summary = render_to_string("componentes/resumen_errores.html", {"form": Formulario({}, prefix=prefix)})
        assert f'aria-labelledby="{ident}"' in summary
        assert f'<h2 id="{ident}">' in summary


def test_a_telephone_number_can_be_dialled_and_a_text_without_digits_is_no_link():
    plantel = {"nombre": "Plantel", "telefono": "(33) 5555-0101 ext. 12"}
    html = render_to_string("componentes/contacto.html", {"plantel": plantel})
    assert '<a href="tel:+523355550101,12">(33) 5555-0101 ext. 12</a>' in html
    html = render_to_string("componentes/contacto.html", {"plantel": {**plantel, "telefono": "por correo"}})
    assert "tel:" not in html
    assert "por correo" in html


def test_no_error_no_summary():
    assert not render_to_string("componentes/resumen_errores.html", {"form": Formulario()}).strip()


@pytest.mark.parametrize(("total", "texto", "marcas"), [(None, "Paso 1", 0), (3, "Paso 1 de 3", 3)])
def test_step_shows_its_total_once_it_is_known(total, texto, marcas):
    html = render_to_string("componentes/paso.html", {"numero": 1, "total": total})
    assert texto in html
    assert html.count("</span>") == (marcas + 1 if marcas else 0)
