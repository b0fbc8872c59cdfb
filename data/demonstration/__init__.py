def build(store, say):
    pass
