"""The page of équipements: what is asked (`asked`), its map (`drawing`), its list and card (`listing`), its tables
(`tables`), and what the coordination does (`importing`, `removing`).

Only the page imports this package: folium takes half a second to load.
"""
