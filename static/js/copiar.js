// «Copiar»: <button hidden data-copiar="text"> appears where the browser can copy; the next role=status says so.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copiar]").forEach((boton) => {
    boton.hidden = false;
    boton.addEventListener("click", async () => {
      const aviso = boton.parentElement.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(boton.dataset.copiar);
        aviso.textContent = "Copiado";
      } catch {
        aviso.textContent = "Tu navegador no dejó copiar. Selecciona el número.";
      }
    });
  });
})();
