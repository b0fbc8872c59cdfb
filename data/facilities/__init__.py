"""Équipements typed or imported: one as plain values, a file read, its coordinates, what it would change.

facility   one équipement         lambert   Lambert-93 → degrees      cells   a file → lines of named cells
ground     which commune holds a point      reading   lines → what is recorded, what is refused and why
"""
