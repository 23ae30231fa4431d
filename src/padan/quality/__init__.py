"""Data quality (Indeks Kualitas Data) of one register; judges columns, changes nothing and
matches nothing.
"""
