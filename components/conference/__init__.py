"""The page of the yearly event: past editions, a new one prepared in a few clicks, then composed scene by scene."""
