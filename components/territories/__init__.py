"""The page of territories: what is asked (`asked`), its map and twin list (`atlas`, `ranked`), its sheet (`sheet`)."""
