from components import view

now = view.current()
