"""What draws on screen. Components read from data/ and never write SQL; pages lay them out."""
