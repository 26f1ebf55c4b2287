"""The drawing layer over reportlab: fonts, Chinese paragraphs, the official grid, tables, QR."""
