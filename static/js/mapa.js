// Draws the clinics of [data-mapa] with Leaflet. The page's list says the same: without this script nothing is missing.
(() => {
  const box = document.querySelector("[data-mapa]");
  if (!box || !window.L) return;
  const items = [...box.querySelectorAll("[data-punto]")];
  if (!items.length) return;
  box.replaceChildren();
  box.hidden = false;
  document.querySelector(".mapa__saltar").hidden = false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const still = { zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm };
  const map = L.map(box, { ...still, zoomControl: false, maxZoom: 18, scrollWheelZoom: false });
  map.attributionControl.setPrefix("");
  L.control.zoom({ zoomInTitle: "Acercar", zoomOutTitle: "Alejar" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (box.dataset.teselas) {
    // Leaflet's own way to give up a picture is to load a data: address, which our policy forbids.
    const Layer = L.TileLayer.extend({ _abortLoading() {} });
    new Layer(box.dataset.teselas, { maxZoom: 18, attribution: box.dataset.atribucion }).addTo(map);
  }
  const places = items.map(({ dataset }) => [dataset.latitud, dataset.longitud]);
  map.fitBounds(places.slice(0, 5), { padding: [40, 40], maxZoom: 15 }); // the nearest; nothing is drawn before
  const alone = items.length === 1;
  for (const item of items) {
    const { punto, latitud, longitud } = item.dataset;
    const link = item.querySelector("a");
    const icon = L.divIcon({ className: "mapa__marca", html: alone ? "" : punto, iconSize: [36, 36] });
    const marker = L.marker([latitud, longitud], { icon, title: link.textContent, riseOnHover: true }).addTo(map);
    const mark = marker.getElement();
    mark.setAttribute("aria-label", alone ? link.textContent : `${punto}: ${link.textContent}`);
    marker.bindPopup(item);
    marker.on("popupopen", (event) => {
      const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", "Cerrar");
      mark.classList.add("mapa__marca--actual");
      link.focus({ preventScroll: true });
    });
    marker.on("popupclose", () => mark.classList.remove("mapa__marca--actual"));
  }
  box.addEventListener("keydown", (event) => event.key === "Escape" && map.closePopup());
})();
