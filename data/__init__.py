"""What knows: the plan, the quarter and the figures. Nothing here draws; nothing here imports streamlit."""
