// The map of équipements, inside the frame where Leaflet draws it. Whatever people typed is written as text, never as
// HTML. The list is read top-down: outlines, points, what happens on the map.
(() => {
  "use strict";

  const NEAR = 3; // pixels from the middle of the map

  function element(tag, text, name) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  // An outline is a file of the application: fetched once, then kept by the browser.
  function fill(layer, address) {
    fetch(address)
      .then((answer) => (answer.ok ? answer.json() : { type: "FeatureCollection", features: [] }))
      .then((data) => layer.addData(data))
      .catch(() => {}); // the points and the list say the same without it
  }

  function name(feature, layer) {
    const html = element("span", feature.properties.name);
    layer.setIcon(L.divIcon({ className: "nom", html, iconSize: null }));
  }

  function place(feature, layer) {
    const told = feature.properties;
    const size = [18 + 7 * told.sign.length, 22];
    const html = element("span", told.sign);
    const className = `equipement teinte-${told.tint}`;
    // Those of one point stand side by side.
    const iconAnchor = [size[0] / 2 - told.rank * (size[0] + 2), size[1] / 2];
    layer.setIcon(L.divIcon({ className, html, iconSize: size, iconAnchor, popupAnchor: [0, -8] }));
    layer.bindTooltip(element("span", told.name), { direction: "top", offset: [0, -10] });
    layer.bindPopup(card(told), { maxWidth: 280 });
    // A click on the point that was clicked last says something new all the same.
    layer.on("click", () => {
      layer.feature.properties = { ...layer.feature.properties, click: (layer.feature.properties.click || 0) + 1 };
    });
    layer.on("popupopen", () => layer.closeTooltip());
    layer.on("popupopen popupclose", (event) => {
      const icon = layer.getElement();
      if (icon) icon.classList.toggle("choisi", event.type === "popupopen");
    });
  }

  function card(told) {
    const made = document.createElement("div");
    made.append(element("strong", told.name));
    told.lines.forEach((line) => made.append(element("p", line)));
    return made;
  }

  // What is chosen in the list comes to the middle of the map: its popup opens. The frame keeps where it was asked to
  // go; a map that the reader moved is left alone.
  function openInTheMiddle(map) {
    const asked = window.__GLOBAL_DATA__ && window.__GLOBAL_DATA__.last_center;
    if (!asked || map.latLngToContainerPoint(asked).distanceTo(map.getSize().divideBy(2)) > NEAR) return;
    let found = null;
    map.eachLayer((layer) => {
      const point = layer.getLatLng && layer.feature && layer.feature.properties.code;
      if (point && !found && layer.getLatLng().equals(asked)) found = layer;
    });
    if (found && !found.isPopupOpen()) found.openPopup();
  }

  function say(where, text) {
    const found = where && where.querySelector ? where : document.querySelector(where);
    if (!found) return;
    found.setAttribute("aria-label", text);
    found.title = text;
  }

  function begin(map, attribution) {
    document.documentElement.lang = "fr";
    L.control.zoom({ position: "topleft", zoomInTitle: "Rapprocher", zoomOutTitle: "Éloigner" }).addTo(map);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(attribution);
    say(".leaflet-control-layers-toggle", "Couches de la carte");
    map.on("popupopen", (event) => say(event.popup.getElement().querySelector(".leaflet-popup-close-button"), "Fermer"));
    map.on("moveend", () => openInTheMiddle(map));
    // A finger that scrolls the page is not caught by the map: two fingers or the buttons zoom it.
    if (L.Browser.mobile) map.dragging.disable();
  }

  window.capEquipements = { fill, name, place, begin };
})();
