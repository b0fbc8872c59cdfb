"""The public page of an edition: a folder of files that any web server gives, with no call back."""
